/// Checks and completes a person's request before it goes to a generator or a queue; the same for every client.
///
/// Words are always checked, also those of a repeated picture; then the photographs are judged, then a few words become
/// an idea. The model is not loaded for that, so that an impossible request is refused before that.
package struct PortraitStudio: Sendable {
    private let words: any WordChecker
    private let faces: any FaceInspector
    private let composer: (any IdeaComposer)?

    /// - Parameter composer: makes ideas; nil takes a few words as they are.
    package init(words: any WordChecker, faces: any FaceInspector, composer: (any IdeaComposer)?) {
        self.words = words
        self.faces = faces
        self.composer = composer
    }

    /// Checks a request and completes it.
    /// - Parameter model: the model that is to paint it.
    package func prepare(
        _ request: PortraitRequest, for model: ModelDescription
    ) async throws(PortraitError) -> PreparedRequest {
        var request = request
        let problems = request.problems
        guard problems.isEmpty else { throw .invalidRequest(problems) }
        if let refusal = words.refusal(ofPrompt: request.prompt.promptText) {
            throw .invalidRequest([RequestProblem(field: "words", message: "cannot be used: \(refusal)")])
        }
        request.medium = model.media.spelled(request.medium)
        let settings = try request.validated(for: model)
        let photographs = try await judgedPhotographs(of: request)
        request = try await withIdea(request, for: model)
        return PreparedRequest(request: request, settings: settings, photographs: photographs)
    }

    /// A repeated picture's photographs are not judged again: they were accepted once.
    private func judgedPhotographs(of request: PortraitRequest) async throws(PortraitError) -> [PhotographFindings] {
        guard request.repeated?.turned == nil else { return [] }
        var findings: [PhotographFindings] = []
        for photograph in request.photographs {
            let isOneOfSeveral = request.photographs.count > 1
            findings.append(
                try await faces.findings(in: photograph, face: request.face, isOneOfSeveral: isOneOfSeveral))
        }
        return findings
    }

    /// The idea has the picture's seed, chosen here where none was given. Both are recorded with the picture, so that a
    /// replay needs neither composer nor language model.
    private func withIdea(
        _ request: PortraitRequest, for model: ModelDescription
    ) async throws(PortraitError) -> PortraitRequest {
        guard let composer, case .words(let words) = request.prompt, isFewWords(words) else { return request }
        let seed = request.seed ?? PortraitRequest.randomSeed()
        var asked = IdeaRequest(words: words, seed: seed)
        asked.vocabulary = model.vocabulary
        asked.leavesOutStyle = request.style != nil
        guard let idea = try await composer.ideas(for: asked).first?.idea else { return request }
        var request = request
        request.seed = seed
        request.prompt = .idea(idea)
        return request
    }
}

extension PortraitStudio {
    /// Refuses a generator whose model is not the one that a repeated picture was made with.
    package static func require(
        _ expected: ModelIdentity, of generator: any PortraitGenerator
    ) async throws(PortraitError) {
        let model = try await generator.modelIdentity()
        let names = Set(model.files.keys).union(expected.files.keys)
        guard let other = names.sorted().first(where: { model.files[$0] != expected.files[$0] }) else { return }
        let difference =
            model.files[other] == nil ? "missing or not read" : expected.files[other] == nil ? "new" : "different"
        throw .badData(
            "the model \(model.name) is not the one that the picture was made with (\(other) is \(difference))",
            advice: .matchModel)
    }
}

/// A checked request, ready for a generator or a queue.
package struct PreparedRequest: Sendable, Equatable {
    package let request: PortraitRequest
    /// The model's settings with the request's own.
    package let settings: PortraitSettings
    /// Remarks on each photograph; empty for a repeated picture.
    package let photographs: [PhotographFindings]
}

/// Refuses words that must not be painted.
package protocol WordChecker: Sendable {
    /// The reason for refusing a prompt, in words; nil for an allowed one.
    func refusal(ofPrompt text: String) -> String?
}
