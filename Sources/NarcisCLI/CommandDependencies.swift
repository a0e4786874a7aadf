package import PortraitDomain

/// The parts that the commands depend on, each made when a command first asks for it, so that `--help` loads no model.
package struct CommandDependencies: Sendable {
    /// Where a generator finds its parts.
    package struct Engine: Sendable, Equatable {
        /// Name or folder of a model; nil is the default one.
        package var model: String?
        package var device: DeviceChoice?
        package var precision: PrecisionChoice?
        /// Limit for the model's weights in memory, such as `6GB`, or `none`; nil is NARCIS_MEMORY or none.
        package var memory: String?
        /// Threads of a processor, fewer where it has fewer; nil for as many as libtorch takes by itself. Their number
        /// shows in the last bits.
        package var threads: Int?
        /// Folder of face networks; nil is what set-up fetched.
        package var faces: String?

        package init() {}
    }

    package var generator: @Sendable (Engine) async throws -> any PortraitGenerator
    package var faceInspector: @Sendable (Engine) async throws -> any FaceInspector
    package var catalogue: @Sendable () async throws -> any ModelCatalogue
    package var caseChecker: @Sendable () async throws -> any CaseChecker
    /// Media, palettes, grounds and lights to choose from.
    package var media = MediaOffer(media: [], palettes: [], grounds: [], lights: [])
    /// Folders where example photographs lie, for pictures that were made from one.
    package var examples: [String] = []
    package var words: @Sendable () async throws -> Words

    /// Without a composer, words are always taken as they are.
    package typealias Words = (checker: any WordChecker, composer: (any IdeaComposer)?)

    package init(
        generator: @escaping @Sendable (Engine) async throws -> any PortraitGenerator,
        faceInspector: @escaping @Sendable (Engine) async throws -> any FaceInspector,
        catalogue: @escaping @Sendable () async throws -> any ModelCatalogue,
        caseChecker: @escaping @Sendable () async throws -> any CaseChecker,
        words: @escaping @Sendable () async throws -> Words
    ) {
        self.generator = generator
        self.faceInspector = faceInspector
        self.catalogue = catalogue
        self.caseChecker = caseChecker
        self.words = words
    }

    /// Makes what knows words for as long as `body` runs, and closes its connections then.
    func withWords<Result>(_ body: (Words) async throws -> Result) async throws -> Result {
        let words = try await words()
        do {
            let result = try await body(words)
            await words.composer?.close()
            return result
        } catch {
            await words.composer?.close()
            throw error
        }
    }

    /// The services of the command that runs.
    @TaskLocal static var current: CommandDependencies?

    static func require() throws(PortraitError) -> CommandDependencies {
        guard let current else { throw .engine("the command was started without its services") }
        return current
    }
}
