/// The choices that a person has.
package struct MediaOffer: Sendable, Equatable, Codable {
    package var media: [MediumDescription]
    package var palettes: [String]
    package var grounds: [String]
    package var lights: [String]
    /// Whether a picture is rendered in a medium by default.
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
        func spelled(_ name: String, _ list: MediaList) -> String {
            Suggestion.sameWord(as: name, among: names(of: list)) ?? name
        }
        var result = wishes
        if case .named(let name, let variation)? = wishes.medium {
            result.medium = .named(spelled(name, .media), variation: variation)
        }
        result.palette?.name = wishes.palette?.name.map { spelled($0, .palettes) }
        if let ground = wishes.ground { result.ground?.name = spelled(ground.name, .grounds) }
        if let light = wishes.light { result.light?.name = spelled(light.name, .lights) }
        return result
    }

    /// Problems of wishes.
    package func problems(of wishes: MediumWishes) -> [RequestProblem] {
        let recorded = wishes.recorded
        let given: [(String, MediaList, [String?])] = [
            ("medium", .media, [wishes.medium?.name, recorded?.medium]),
            ("palette", .palettes, [wishes.palette?.name, recorded?.palette]),
            ("ground", .grounds, [wishes.ground?.name, recorded?.ground]),
            ("light", .lights, [wishes.light?.name, recorded?.light]),
        ]
        return given.flatMap { field, list, values in
            values.compactMap(\.self).compactMap { problem(of: $0, among: list) }.map {
                RequestProblem(field: field, message: $0)
            }
        }
    }

    private func problem(of name: String, among list: MediaList) -> String? {
        let known = names(of: list)
        guard !known.contains(name) else { return nil }
        let other = list == .palettes ? ", and any color as six hexadecimal digits such as 2a6f97" : ""
        let all = known.isEmpty ? "none" : known.joined(separator: ", ") + other
        let nearest = Suggestion.nearest(to: name, among: known).map { "did you mean \($0)? " } ?? ""
        return "is “\(name)”; \(nearest)there are \(all)"
    }

    package func names(of list: MediaList) -> [String] {
        switch list {
        case .media: media.map(\.name)
        case .palettes: palettes
        case .grounds: grounds
        case .lights: lights
        }
    }
}

/// A list of names to choose from.
package enum MediaList: Sendable {
    case media, palettes, grounds, lights
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
