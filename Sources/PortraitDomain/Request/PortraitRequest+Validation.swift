/// One wrong field of a request.
package struct RequestProblem: Sendable, Equatable, Codable {
    /// The field's name as the command line and the API spell it.
    package var field: String
    /// What is wrong, without the field's name: "is 0; it must be 1 to 150".
    package var message: String

    package init(field: String, message: String) {
        self.field = field
        self.message = message
    }
}

extension PortraitRequest {
    /// The most words (as UTF-8 bytes) that a prompt may have; the model's token budget is far below it.
    package static let promptByteLimit = 4000

    /// Checks the request with the settings that it leads to, and lists every wrong field in one error.
    package func validated(defaults: PortraitSettings) throws(PortraitError) -> PortraitSettings {
        let settings = PortraitSettings(defaults: defaults, request: self)
        let problems = self.problems + settings.problems
        guard problems.isEmpty else { throw .invalidRequest(problems) }
        return settings
    }

    /// As `validated(defaults:)`, and the style must be one that the model knows.
    package func validated(for model: ModelDescription) throws(PortraitError) -> PortraitSettings {
        var settings = PortraitSettings(defaults: model.defaults, request: self)
        if repeated == nil, let sizes = model.sizes { settings.paint(in: sizes) }
        var problems = self.problems + settings.problems
        let limit = model.photographLimit
        if photographs.count <= 8, photographs.count > limit {
            problems.append(
                RequestProblem(
                    field: "photographs", message: "has \(photographs.count); this model takes 1 to \(limit)"))
        }
        if let style, !model.styles.contains(style) {
            let known = model.styles.isEmpty ? "none by name" : model.styles.joined(separator: ", ")
            problems.append(RequestProblem(field: "style", message: "is “\(style)”; this model knows \(known)"))
        }
        if let medium { problems += model.media.problems(of: medium) }
        // Where the photograph is drawn, the page is the picture's only size.
        if size != nil, medium?.page != nil, model.media.isDefault {
            problems.append(RequestProblem(field: "size", message: "is the page's here; give one of the two"))
        }
        if let size, hasMedium(with: model), medium?.page == nil, medium?.recorded == nil,
            let problem = PageSize(size).problem
        {
            problems.append(RequestProblem(field: "size", message: problem))
        }
        if vectors != nil, !canHaveVectors(model.media) {
            let names = model.media.media.filter(\.hasVectors).map(\.name).joined(separator: ", ")
            problems.append(
                RequestProblem(field: "output", message: "can hold shapes in these media alone: \(names)"))
        }
        guard problems.isEmpty else { throw .invalidRequest(problems) }
        return settings
    }

    /// Whether its pictures are rendered in a medium.
    package func hasMedium(with model: ModelDescription) -> Bool { medium?.isOn ?? model.media.isDefault }

    private func canHaveVectors(_ media: MediaOffer) -> Bool {
        guard let medium, medium.isOn else { return medium == nil && media.isDefault }
        guard let name = medium.recorded?.medium ?? medium.medium else { return true }
        return media.media.contains { $0.name == name && $0.hasVectors }
    }

    /// What is wrong with the request apart from its settings.
    package var problems: [RequestProblem] {
        var found: [RequestProblem] = []
        func check(_ field: String, _ message: @autoclosure () -> String, unless correct: Bool) {
            if !correct { found.append(RequestProblem(field: field, message: message())) }
        }
        check("photographs", "has none; give 1 to 8", unless: !photographs.isEmpty)
        check("photographs", "has \(photographs.count); give 1 to 8", unless: photographs.count <= 8)
        if case .number(let number) = face {
            check("face", "is \(number); faces are numbered from 1", unless: number >= 1)
        }
        let words = prompt.promptText
        check(
            "words", "is empty; say in a few words what the portrait should be",
            unless: words.contains { !$0.isWhitespace })
        check(
            "words", "is too long; \(Self.promptByteLimit) bytes at most",
            unless: words.utf8.count <= Self.promptByteLimit)
        check(
            "words", "has control characters",
            unless: !words.hasControlCharacters && !prompt.words.hasControlCharacters)
        if let negativePrompt {
            check(
                "negative", "is too long; \(Self.promptByteLimit) bytes at most",
                unless: negativePrompt.utf8.count <= Self.promptByteLimit)
            check("negative", "has control characters", unless: !negativePrompt.hasControlCharacters)
        }
        check("count", "is \(count); it must be 1 to 64", unless: (1...64).contains(count))
        if repeated == nil, let seed {
            check("seed", "is \(seed); it must be 0 to \(UInt32.max)", unless: seed <= UInt32.max)
        }
        let attempts = attempts ?? 1
        check("attempts", "is \(attempts); it must be 1 to 16", unless: (1...16).contains(attempts))
        return found
    }
}

extension PortraitSettings {
    /// What is out of range.
    package var problems: [RequestProblem] {
        var found: [RequestProblem] = []
        func range(_ field: String, _ value: Int, _ allowed: ClosedRange<Int>) {
            guard !allowed.contains(value) else { return }
            found.append(
                RequestProblem(
                    field: field, message: "is \(value); it must be \(allowed.lowerBound) to \(allowed.upperBound)"))
        }
        func range(_ field: String, _ value: Double, _ allowed: ClosedRange<Double>) {
            guard !allowed.contains(value) else { return }
            let lower = decimal(allowed.lowerBound), upper = decimal(allowed.upperBound)
            found.append(RequestProblem(field: field, message: "is \(decimal(value)); it must be \(lower) to \(upper)"))
        }
        range("steps", steps, 1...150)
        range("detail-steps", detailSteps, 0...150)
        range("guidance", guidanceScale, 1...30)
        for (field, size) in [("size", size), ("painted-size", painted)] where !size.isPaintable {
            found.append(
                RequestProblem(field: field, message: "is \(size); each side must be 64 to 2048 and a multiple of 8"))
            break
        }
        // The identity joins after it, so that one step at least must follow.
        range("start-merge-step", startMergeStep, -1...((1...150).contains(steps) ? max(steps - 2, -1) : 149))
        range("identity-scale", identityScale, 0...2)
        range("detail-strength", detailStrength, 0...1)
        range("feather", feather, 0...1)
        range("forehead", forehead, 0...1)
        range("face-padding", facePadding, 0...2)
        range("underdrawing", underdrawing, 0...1)
        range("underdrawing-reach", underdrawingReach, 0...1)
        found += medium?.problems ?? []
        return found
    }
}

extension PortraitSettings {
    /// Chooses what the model paints for a picture of `size`.
    fileprivate mutating func paint(in sizes: PaintingSizes) {
        // A size that is wrong is told as it is.
        guard size.isPaintable else { return }
        let painted = sizes.painted(for: size)
        paintedSize = painted == size && sizes.enlargement == 1 ? nil : painted
    }
}

extension ImageSize {
    fileprivate var isPaintable: Bool {
        [width, height].allSatisfy { (64...2048).contains($0) && $0 % 8 == 0 }
    }
}

extension PromptSource {
    /// The text that a generator starts from.
    package var promptText: String {
        switch self {
        case .words(let words): words
        case .idea(let idea): idea.prompt
        case .resolved(let prompt): prompt.text
        }
    }
}

extension String {
    /// Any control character but a line break or a tab.
    var hasControlCharacters: Bool {
        unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0.value == 0x7F }
    }
}

/// A number without a needless ".0": 5, 0.5, 7.25.
func decimal(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
}
