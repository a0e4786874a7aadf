extension MediaCatalogue {
    static let wet: [String: any Medium] = ["watercolour": Watercolour()]
}
