/// What stands between what a person asks for and a generator or a queue, the same for every client.
///
/// Words are always checked, also those of a picture that is repeated; then the photographs are looked at, then a few
/// words become an idea. Nothing large is loaded for that, so that a request which cannot be painted is refused at once.
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

    /// A repeated picture's photographs are not judged anew, so that what was painted once is painted again.
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

    /// The idea has the picture's seed, which is drawn here where none was given; both are recorded with the picture, so
    /// that a replay needs neither composer nor language model.
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

/// A request that nothing is wrong with: for a generator, or for a queue.
package struct PreparedRequest: Sendable, Equatable {
    package let request: PortraitRequest
    /// What the model will paint with.
    package let settings: PortraitSettings
    /// What a person should know about each photograph; empty for a repeated picture.
    package let photographs: [PhotographFindings]
}
