package import Workflow

/// Carries out the three stages that need imagination: the embedded composer or a language model.
///
/// The workflow checks and repairs the results. If that is not enough, it repeats the stage with the reason in
/// `context.previousFailure`; after the last attempt the fallback author takes over.
package protocol MeceneAuthor: Sendable {
    /// Name and version, recorded with ideas and part of cache keys.
    var name: String { get }

    func generateIdea(_ input: MeceneInput, _ context: NodeContext) async throws -> Idea

    func generateMetaKeywords(
        _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> MetaKeywords

    func chooseKeywords(
        _ meta: MetaKeywords, _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> ChosenKeywords

    /// A title for any author's idea that has none, or none that can be used; nil if none is found.
    func title(for idea: Idea, _ input: MeceneInput) -> Title?
}

extension MeceneAuthor {
    package func title(for idea: Idea, _ input: MeceneInput) -> Title? { nil }
}

/// An answer that no repair could mend. Its description is the reason that the next attempt is told.
package struct RejectedAnswer: Error, Sendable, Equatable, CustomStringConvertible {
    package let problems: [String]

    package init(problems: [String]) {
        self.problems = problems
    }

    package var description: String { problems.joined(separator: "; ") }
}
