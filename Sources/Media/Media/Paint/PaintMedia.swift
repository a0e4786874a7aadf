extension MediaCatalogue {
    static let paint: [String: any Medium] = [
        "oil": OilPainting()
    ]
}
