/// What a server has been found to offer, as far as it is remembered. How an answer's shape is asked for is kept for
/// each schema by its name, because a server that cannot follow one of them may well follow the others.
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

    /// Several calls learn at once; what one of them gave up, no other brings back.
    mutating func learn(_ features: Features, schema: String?) {
        common.usesNewTokenLimit = common.usesNewTokenLimit || features.usesNewTokenLimit
        common.sendsSampling = common.sendsSampling && features.sendsSampling
        common.streams = common.streams && features.streams
        if let schema { structures[schema] = max(self[schema].structure, features.structure) }
    }
}

/// A form of request that a server refused, and what it is asked instead.
package struct Reduction: Sendable, Equatable {
    /// Name of the schema that the answer shall have.
    package let schema: String?
    /// The refusal's status.
    package let status: Int
    package let features: Features
}
