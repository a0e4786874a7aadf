internal import PortraitDomain

extension PortraitRequest {
    /// Refuses words that are not painted, whichever way they came: as an idea's words, as a whole prompt or out of a
    /// picture that is repeated.
    func requireDecentWords(by composer: (any IdeaComposer)?) throws(PortraitError) {
        let text =
            switch prompt {
            case .words(let words): words
            case .idea(let idea): idea.prompt
            case .resolved(let prompt): prompt.text
            }
        guard let refusal = composer?.refusal(ofPrompt: text) else { return }
        throw .invalidRequest([RequestProblem(field: "words", message: "cannot be used: \(refusal)")])
    }

    /// The request with an idea in the place of a few words, where one is wanted and can be made. The idea has the
    /// picture's seed, which is drawn here where none was given; both are recorded with the picture, so that a replay
    /// needs neither composer nor language model.
    func withIdea(
        by composer: (any IdeaComposer)?, for model: ModelDescription
    ) async throws(PortraitError) -> PortraitRequest {
        guard let composer, case .words(let words) = prompt, isFewWords(words) else { return self }
        let seed = self.seed ?? Self.randomSeed()
        var asked = IdeaRequest(words: words, seed: seed)
        asked.vocabulary = model.vocabulary
        asked.leavesOutStyle = style != nil
        guard let idea = try await composer.ideas(for: asked).first?.idea else { return self }
        var request = self
        request.seed = seed
        request.prompt = .idea(idea)
        return request
    }
}
