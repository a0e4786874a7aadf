import Mecene

/// What one idea is kept by: the words as they were typed, since a language model gets them so. The version names the
/// author and its prompts: another one makes other ideas.
struct IdeaKey: Hashable, Sendable {
    let words: String
    let seed: UInt64
    let version: String
}

/// A finished idea and the events that brought its values.
struct KnownIdea: Sendable {
    let body: IdeaBody
    let values: [MeceneEvent]
}
