/// The features that a server has supported so far. The way to ask for a structured answer is kept per schema, because
/// a server may refuse one schema and accept another.
struct LearnedFeatures: Sendable, Equatable {
    private var common: Features
    private var structures: [String: Features.Structure] = [:]

    init(structure: Features.Structure) {
        common = Features(structure: structure)
    }

    subscript(schema: String?) -> Features {
        var features = common
        if let schema, let structure = structures[schema] { features.structure = structure }
        return features
    }

    /// Merges monotonically: a concurrent call never re-enables a feature.
    mutating func learn(_ features: Features, schema: String?) {
        common.usesNewTokenLimit = common.usesNewTokenLimit || features.usesNewTokenLimit
        common.sendsSampling = common.sendsSampling && features.sendsSampling
        common.streams = common.streams && features.streams
        if let schema { structures[schema] = max(self[schema].structure, features.structure) }
    }
}

/// The plainer form of request that follows a refusal.
package struct Reduction: Sendable, Equatable {
    /// Name of the answer's schema.
    package let schema: String?
    /// HTTP status of the refusal.
    package let status: Int
    package let features: Features
}
