extension MediaCatalogue {
    static let cut: [String: any Medium] = [
        "woodblock": Woodblock(), "linocut": Linocut(), "poster": Poster(), "screen-print": ScreenPrint(),
        "cut-paper": CutPaper(), "comic": Comic(),
    ]
}
