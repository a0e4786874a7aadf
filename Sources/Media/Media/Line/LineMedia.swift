extension MediaCatalogue {
    static let line: [String: any Medium] = [:]
}
