extension MediaCatalogue {
    static let glass: [String: any Medium] = [
        "mosaic": Mosaic(),
        "stained-glass": StainedGlass(),
        "gold": Gold(),
        "prism": Prism(),
        "art-nouveau": ArtNouveau(),
        "art-deco": ArtDeco(),
    ]
}
