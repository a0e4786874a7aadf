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

/// What a person wants of the medium; what is nil the words decide.
package struct MediumWishes: Sendable, Equatable {
    /// False keeps the diffusion model's own picture.
    package var isOn = true
    package var medium: String?
    package var variation: Int?
    package var palette: String?
    /// `rrggbb`.
    package var color: String?
    package var ground: String?
    package var light: String?
    package var page: ImageSize?
    /// As recorded with a picture that is made again.
    package var recorded: MediumSettings?

    package init() {}

    /// The picture's own pixels, in no medium.
    package static var off: MediumWishes {
        var wishes = MediumWishes()
        wishes.isOn = false
        return wishes
    }

    /// What a repeated picture was rendered in; nothing is left to the words.
    package init(repeating settings: MediumSettings?) {
        isOn = settings != nil
        recorded = settings
    }
}

extension String {
    /// Whether it is six hexadecimal digits in ASCII.
    package var isHexadecimalColor: Bool { utf8.count == 6 && unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit) }
}

/// A file of shapes instead of pixels.
package enum VectorFormat: String, Sendable, CaseIterable {
    case svg, pdf
}

/// What there is to choose from.
package struct MediaOffer: Sendable, Equatable {
    package var media: [MediumDescription]
    package var palettes: [String]
    package var grounds: [String]
    package var lights: [String]
    /// Whether a picture is rendered in a medium where nothing is said.
    package var isDefault: Bool

    package init(
        media: [MediumDescription], palettes: [String], grounds: [String], lights: [String], isDefault: Bool = false
    ) {
        self.media = media
        self.palettes = palettes
        self.grounds = grounds
        self.lights = lights
        self.isDefault = isDefault
    }

    /// The wishes with names as the lists spell them: `water-color` is `watercolour`.
    package func spelled(_ wishes: MediumWishes) -> MediumWishes {
        func spelled(_ name: String?, _ known: [String]) -> String? {
            name.map { Suggestion.sameWord(as: $0, among: known) ?? $0 }
        }
        var result = wishes
        result.medium = spelled(wishes.medium, media.map(\.name))
        result.palette = spelled(wishes.palette, palettes)
        result.ground = spelled(wishes.ground, grounds)
        result.light = spelled(wishes.light, lights)
        return result
    }

    /// What is wrong with wishes.
    package func problems(of wishes: MediumWishes) -> [RequestProblem] {
        var found: [RequestProblem] = []
        func check(_ field: String, _ value: String?, among known: [String], or other: String = "") {
            guard let value, !known.contains(value) else { return }
            let list = known.isEmpty ? "none" : known.joined(separator: ", ") + other
            let nearest = Suggestion.nearest(to: value, among: known).map { "did you mean \($0)? " } ?? ""
            found.append(RequestProblem(field: field, message: "is “\(value)”; \(nearest)there are \(list)"))
        }
        check("medium", wishes.medium, among: media.map(\.name))
        check(
            "palette", wishes.palette, among: palettes, or: ", and any color as six hexadecimal digits such as 2a6f97")
        check("ground", wishes.ground, among: grounds)
        check("light", wishes.light, among: lights)
        if let color = wishes.color, !color.isHexadecimalColor {
            found.append(RequestProblem(field: "palette", message: "has a color that is not six hexadecimal digits"))
        }
        if let page = wishes.page, let problem = PageSize(page).problem {
            found.append(RequestProblem(field: "page", message: problem))
        }
        if let settings = wishes.recorded {
            check("medium", settings.medium, among: media.map(\.name))
            check("palette", settings.palette, among: palettes)
            check("ground", settings.ground, among: grounds)
            check("light", settings.light, among: lights)
        }
        return found
    }
}

/// A medium as lists show it.
package struct MediumDescription: Sendable, Equatable, Codable {
    package var name: String
    /// One line.
    package var summary: String
    /// Whether it can be written as vectors.
    package var hasVectors: Bool

    package init(name: String, summary: String, hasVectors: Bool) {
        self.name = name
        self.summary = summary
        self.hasVectors = hasVectors
    }
}
