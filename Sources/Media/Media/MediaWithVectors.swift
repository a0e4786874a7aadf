// Media whose artworks are plates (`PlateArtwork`).
extension Woodblock { package var hasVectors: Bool { true } }
extension Linocut { package var hasVectors: Bool { true } }
extension Poster { package var hasVectors: Bool { true } }
extension ScreenPrint { package var hasVectors: Bool { true } }
extension Comic { package var hasVectors: Bool { true } }
extension CutPaper { package var hasVectors: Bool { true } }
extension Engraving { package var hasVectors: Bool { true } }
