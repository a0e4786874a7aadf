/// Makes portraits.
///
/// One asynchronous function with closures rather than a stream: the work is a child of the caller's task, so
/// cancelling that task stops it between two steps and nothing is left running when the function returns.
package protocol PortraitGenerator: Sendable {
    /// The model and its default settings. Once the model is loaded this answers at once, also during a painting.
    func model() async throws(PortraitError) -> ModelDescription

    /// The model as pictures record it: its name and the SHA-256 of every file that it loads, read once.
    func modelIdentity() async throws(PortraitError) -> ModelIdentity

    /// Makes all pictures of several requests, eight requests at a time. Of these, those with equal `BatchKey`s go through
    /// the model together; the others follow one after the other. A request's pictures come in order, and are the same
    /// beside others as alone, to rounding.
    ///
    /// Both closures get the request's index, and are called in order, from one thread at a time.
    /// - Parameters:
    ///   - progress: must return soon.
    ///   - onFinished: takes each picture as soon as it is finished, so that a later error or cancellation does not lose it.
    ///     The generator keeps no copy of the pixels. An error that it throws ends that request.
    /// - Returns: the outcome of each request. A failure of one does not affect the others.
    /// - Throws: `cancelled` when the task is cancelled, and errors before the first request, such as of loading the model.
    func portraits(
        for requests: [PortraitRequest],
        progress: @escaping @Sendable (PortraitEvent, _ request: Int) -> Void,
        onFinished: @escaping @Sendable (Portrait, _ request: Int) throws(PortraitError) -> Void
    ) async throws(PortraitError) -> [PortraitOutcome]
}

/// A request's pictures, or the reason why some are missing.
package typealias PortraitOutcome = Result<[PortraitSummary], PortraitError>

extension PortraitGenerator {
    /// Makes all pictures of one request; rethrows the errors of `onFinished`.
    package func portraits(
        for request: PortraitRequest, progress: @escaping @Sendable (PortraitEvent) -> Void,
        onFinished: @escaping @Sendable (Portrait) throws(PortraitError) -> Void
    ) async throws(PortraitError) -> [PortraitSummary] {
        let outcomes = try await portraits(for: [request]) { event, _ in
            progress(event)
        } onFinished: { portrait, _ throws(PortraitError) in
            try onFinished(portrait)
        }
        var summaries: [PortraitSummary] = []
        for outcome in outcomes { summaries += try outcome.get() }
        return summaries
    }
}

/// A model's name, defaults and limits.
package struct ModelDescription: Sendable, Equatable, Encodable {
    package var name: String
    package var defaults: PortraitSettings
    /// Candidates per picture where a request does not say, 1…16.
    package var attempts: Int
    /// Names that `style` may have; empty where the model knows none by name.
    package var styles: [String]
    /// Tokens that each photograph takes in the prompt: 2 for PhotoMaker V2.
    package var tokensPerPhotograph: Int
    /// The sizes that it paints in; nil where it paints any size.
    package var sizes: PaintingSizes?
    /// Bytes that the weights of each of its parts take in memory, by the part's name.
    package var memory: [String: Int]
    /// The words that it was trained on; nil where it takes any.
    package var vocabulary: VocabularyDocument?
    package var media = MediaOffer(media: [], palettes: [], grounds: [], lights: [])

    /// The vocabulary is not stored: it ships with the model.
    enum CodingKeys: String, CodingKey {
        case name, defaults, attempts, styles, tokensPerPhotograph, sizes, memory, media
    }

    package init(
        name: String, defaults: PortraitSettings, attempts: Int = 1, styles: [String],
        tokensPerPhotograph: Int = 2,
        sizes: PaintingSizes? = nil, memory: [String: Int] = [:]
    ) {
        self.name = name
        self.defaults = defaults
        self.attempts = attempts
        self.styles = styles
        self.tokensPerPhotograph = tokensPerPhotograph
        self.sizes = sizes
        self.memory = memory
    }

    /// Photographs that leave room in CLIP's 77 tokens for the class word and a few others, 8 at most.
    package var photographLimit: Int { min(max(60 / max(tokensPerPhotograph, 1), 1), 8) }
}
