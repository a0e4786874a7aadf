import Mecene
import PortraitDomain

/// The cache's key of an idea. Words are kept as typed, because a language model gets them so; the version names the
/// author and its prompts.
struct IdeaKey: Hashable, Sendable {
    let words: String
    let seed: UInt64
    let version: String
}

/// A finished idea and the events that brought its values.
struct KnownIdea: Sendable {
    let body: IdeaDocument
    let values: [MeceneEvent]
}
