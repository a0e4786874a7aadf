/// What a picture was rendered in, with nothing left open: enough to render it again.
package struct MediumSettings: Sendable, Equatable, Codable {
    /// The medium's name, such as `linocut`.
    package var medium: String
    /// Which of the medium's variations, from 0.
    package var variation: Int
    package var palette: String
    /// The color that leads the palette, `rrggbb`; nil for the palette's own.
    package var color: String?
    package var ground: String
    /// nil for the light of the picture that is drawn from.
    package var light: String?
    /// How much of the diffusion picture's own colors is mixed into the palette, 0…1.
    package var modelShare: Double
    /// Pixels of the file.
    package var page: ImageSize
    package var dotsPerInch: Int
    /// The photograph that is drawn from, from 0; nil where the diffusion picture is.
    package var photograph: Int?
    /// The networks that told the sitter's form: a hash of their files. nil where that was not recorded.
    package var networks: String?
    /// The version of the media's drawing; nil where that was not recorded.
    package var drawing: Int?

    package init(
        medium: String, variation: Int = 0, palette: String, color: String? = nil, ground: String, light: String? = nil,
        modelShare: Double = 0, page: ImageSize = PageSize.standard.size, dotsPerInch: Int = PageSize.dotsPerInch
    ) {
        self.medium = medium
        self.variation = variation
        self.palette = palette
        self.color = color
        self.ground = ground
        self.light = light
        self.modelShare = modelShare
        self.page = page
        self.dotsPerInch = dotsPerInch
    }

    /// What is out of range.
    var problems: [RequestProblem] {
        var found = PageSize(page).problem.map { [RequestProblem(field: "page", message: $0)] } ?? []
        if !(0...99).contains(variation) {
            found.append(RequestProblem(field: "medium", message: "has variation \(variation); it must be 0 to 99"))
        }
        if let color, !color.isHexadecimalColor {
            found.append(RequestProblem(field: "palette", message: "has a color that is not six hexadecimal digits"))
        }
        if !(0...1).contains(modelShare) {
            found.append(RequestProblem(field: "palette", message: "takes a share of \(modelShare); it must be 0 to 1"))
        }
        if !(1...2400).contains(dotsPerInch) {
            found.append(
                RequestProblem(field: "page", message: "has \(dotsPerInch) dots per inch; 1 to 2400 are possible"))
        }
        return found
    }
}

/// A file of shapes instead of pixels.
package enum VectorFormat: String, Sendable, Codable, CaseIterable {
    case svg, pdf
}
