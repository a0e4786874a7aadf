extension MediaCatalogue {
    static let wet: [String: any Medium] = [
        "watercolour": Watercolour(), "pen-and-watercolour": PenAndWatercolour(),
        "cyanotype": Cyanotype(), "risograph": Risograph(),
        "fresco": Fresco(),
    ]
}
