/// The medium of a finished picture with all its choices: enough to render it again.
package struct MediumSettings: Sendable, Equatable, Codable {
    /// The medium's name, such as `linocut`.
    package var medium: String
    /// Index of the medium's variation, from 0.
    package var variation: Int
    package var palette: String
    /// The color that leads the palette, `rrggbb`; nil for the palette's own.
    package var color: String?
    package var ground: String
    /// nil for the light of the source picture.
    package var light: String?
    /// Share of the diffusion picture's own colors in the palette, 0…1.
    package var modelShare: Double
    /// Pixels of the file.
    package var page: ImageSize
    package var dotsPerInch: Int
    /// Index of the photograph that is drawn, from 0; nil where the diffusion picture is drawn.
    package var photograph: Int?
    /// A hash of the networks that found the sitter's form. nil where that was not recorded.
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

    /// Values out of range.
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
