extension MediaCatalogue {
    static let paint: [String: any Medium] = [
        "oil": OilPainting(), "expressionist": ExpressionistPainting(), "dabs": DabPainting(),
        "swirl": SwirlPainting(), "pastel": PastelPainting(), "gouache": GouachePainting(),
        "palette-knife": KnifePainting(),
    ]
}
