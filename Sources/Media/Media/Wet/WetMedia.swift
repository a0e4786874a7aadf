extension MediaCatalogue {
    static let wet: [String: any Medium] = [:]
}
