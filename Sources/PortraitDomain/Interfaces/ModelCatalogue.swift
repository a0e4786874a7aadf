/// The models on this machine.
package protocol ModelCatalogue: Sendable {
    /// Also those that cannot be used, each with its problem.
    func models() async throws(PortraitError) -> [ModelSummary]

    /// The description that requests are checked against, read without the weights, so that it lacks their size in
    /// memory.
    /// - Parameter model: a name from `models()` or a path; nil for the default model.
    func description(of model: String?) async throws(PortraitError) -> ModelDescription

    /// Opens every file of a model, checks it against the architecture and against the hashes that it came with.
    /// `model` is a name from `models()` or a path.
    func verify(_ model: String) async throws(PortraitError) -> [ModelCheck]

    /// Copies or links a diffusers folder or single-file checkpoint into the model folder, after checking it.
    /// - Parameter photoMaker: a file of PhotoMaker's weights to put beside it; nil where the model has its own. With it, a
    ///   model that was imported without PhotoMaker is replaced.
    func importModel(at path: String, name: String?, photoMaker: String?) async throws(PortraitError) -> ModelSummary

    /// Removes an imported model from the list. The files that it was imported from stay.
    func removeModel(_ name: String) async throws(PortraitError)
}

/// One model in a list.
package struct ModelSummary: Sendable, Equatable, Codable {
    package var name: String
    /// The name that its author gave it.
    package var publishedName: String
    package var path: String
    package var parameters: Int
    package var bytes: Int
    package var nativeSize: ImageSize
    package var isDefault: Bool
    /// Names that `style` may have.
    package var styles: [String]
    /// Why it cannot be used, in words; nil where it can. Its sizes are 0 then.
    package var problem: String?
    /// The words that it was trained on; nil where it takes any. Lists do not print it.
    package var vocabulary: VocabularyDocument?

    private enum CodingKeys: String, CodingKey {
        case name, publishedName, path, parameters, bytes, nativeSize, isDefault, styles, problem
    }

    package init(
        name: String, publishedName: String? = nil, path: String, parameters: Int, bytes: Int, nativeSize: ImageSize,
        isDefault: Bool,
        styles: [String] = [], problem: String? = nil
    ) {
        self.name = name
        self.publishedName = publishedName ?? name
        self.path = path
        self.parameters = parameters
        self.bytes = bytes
        self.nativeSize = nativeSize
        self.isDefault = isDefault
        self.styles = styles
        self.problem = problem
    }
}

/// The outcome for one component file of a model.
package struct ModelCheck: Sendable, Equatable, Codable {
    package var component: String
    package var sha256: String?
    /// The problem; nil where there is none.
    package var problem: String?
    /// A remark on a component without a problem.
    package var remark: String?
    /// How to fix the problem, or what the remark is about.
    package var advice: PortraitAdvice?

    package init(
        component: String, sha256: String?, problem: String? = nil, remark: String? = nil,
        advice: PortraitAdvice? = nil
    ) {
        self.component = component
        self.sha256 = sha256
        self.problem = problem
        self.remark = remark
        self.advice = advice
    }
}
