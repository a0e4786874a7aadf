extension MediaCatalogue {
    static let cut: [String: any Medium] = [
        "woodblock": Woodblock(), "linocut": Linocut(), "poster": Poster(),
    ]
}
