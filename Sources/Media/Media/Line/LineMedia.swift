extension MediaCatalogue {
    static let line: [String: any Medium] = [
        "graphite": Graphite(), "charcoal": Charcoal(), "chalks": Chalks(), "engraving": Engraving(),
        "ink-wash": InkWash(), "etching": Etching(),
    ]
}
