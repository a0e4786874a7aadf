package import Workflow

/// Carries out the three stages that need imagination: the embedded composer or a language model.
///
/// What it returns is checked and repaired by the workflow. Where that does not suffice, the stage is tried again with
/// `context.previousFailure` saying why, and after the last attempt the fallback author takes over.
package protocol MeceneAuthor: Sendable {
    /// Name and version, which ideas are signed with and which caches keep them by.
    var name: String { get }

    func generateIdea(_ input: MeceneInput, _ context: NodeContext) async throws -> Idea

    func generateMetaKeywords(
        _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> MetaKeywords

    func chooseKeywords(
        _ meta: MetaKeywords, _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> ChosenKeywords

    /// A title for an idea that has none, or one that cannot be used, whoever wrote it; nil where it finds none.
    func title(for idea: Idea, _ input: MeceneInput) -> Title?
}

extension MeceneAuthor {
    package func title(for idea: Idea, _ input: MeceneInput) -> Title? { nil }
}

/// An answer that no repair could save; its text is the reason that the next attempt is told.
package struct RejectedAnswer: Error, Sendable, Equatable, CustomStringConvertible {
    package let problems: [String]

    package init(problems: [String]) {
        self.problems = problems
    }

    package var description: String { problems.joined(separator: "; ") }
}
