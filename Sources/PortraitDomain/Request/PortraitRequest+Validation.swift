/// One wrong field of a request.
package struct RequestProblem: Sendable, Equatable, Codable {
    /// The field's name as the command line and the API spell it.
    package var field: String
    /// The problem without the field's name: "is 0; it must be 1 to 150".
    package var message: String

    package init(field: String, message: String) {
        self.field = field
        self.message = message
    }
}

extension PortraitRequest {
    /// The most words (as UTF-8 bytes) that a prompt may have; the model's token budget is far below it.
    package static let promptByteLimit = 4000

    /// Checks the request and its resulting settings, and lists every wrong field in one error.
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
        problems += model.media.problems(of: medium)
        // Where the photograph is drawn, the page is the picture's only size.
        if self.size != nil, medium.page != nil, model.media.isDefault {
            problems.append(RequestProblem(field: "size", message: "is the page's here; give one of the two"))
        }
        if let size = self.size, hasMedium(with: model), medium.page == nil, medium.recorded == nil,
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
    package func hasMedium(with model: ModelDescription) -> Bool { hasMedium(byDefault: model.media.isDefault) }

    /// - Parameter isDefault: whether the model's pictures are by default. A film needs a medium.
    package func hasMedium(byDefault isDefault: Bool) -> Bool { medium.isOn(byDefault: isDefault || keepsFilm) }

    private func canHaveVectors(_ media: MediaOffer) -> Bool {
        guard hasMedium(byDefault: media.isDefault) else { return false }
        guard let name = medium.recorded?.medium ?? medium.medium?.name else { return true }
        return media.media.contains { $0.name == name && $0.hasVectors }
    }

    /// Problems of the request apart from its settings.
    package var problems: [RequestProblem] {
        var found: [RequestProblem] = []
        func check(_ field: String, _ message: @autoclosure () -> String, unless correct: Bool) {
            if !correct { found.append(RequestProblem(field: field, message: message())) }
        }
        check("photographs", "has none; give 1 to 8", unless: !photographs.isEmpty)
        check("photographs", "has \(photographs.count); give 1 to 8", unless: photographs.count <= 8)
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
        // A picture that was recorded before seeds had a limit may have a larger one.
        let rows = PortraitParameter.all.filter { $0.setting == nil && !(repeated != nil && $0.kind == .seed) }
        found += rows.compactMap { $0.problem(of: $0.wish.get(self)) } + medium.problems
        if keepsFilm, medium.medium == MediumChoice.none { found.append(.withoutMedium("film")) }
        return found
    }
}

extension PortraitSettings {
    /// Values out of range.
    package var problems: [RequestProblem] {
        var found = PortraitParameter.settings.compactMap { $0.problem(of: $0.setting?.access.get(self)) }
        if size.isPaintable, let problem = ParameterKind.size.problem(of: painted) {
            found.append(RequestProblem(field: "painted-size", message: problem))
        }
        // The identity joins after it, so that at least one step must follow.
        let latest = max(steps - 2, -1)
        if (1...150).contains(steps), (-1...148).contains(startMergeStep), startMergeStep > latest {
            let message = ParameterKind.isOutside(startMergeStep, -1, latest)
            found.append(RequestProblem(field: "start-merge-step", message: message))
        }
        found += medium?.problems ?? []
        return found
    }
}

extension PortraitSettings {
    /// Chooses what the model paints for a picture of `size`.
    fileprivate mutating func paint(in sizes: PaintingSizes) {
        // A wrong size is reported as it was given.
        guard size.isPaintable else { return }
        let painted = sizes.painted(for: size)
        paintedSize = painted == size && sizes.enlargement == 1 ? nil : painted
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
