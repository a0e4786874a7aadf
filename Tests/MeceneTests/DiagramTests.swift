import Foundation
import Mecene
import Testing
import WordSafety
import Workflow

/// Never asked: the graph is only drawn.
private struct SilentAuthor: MeceneAuthor {
    let name = "silent"

    func generateIdea(_ input: MeceneInput, _ context: NodeContext) throws -> Idea { throw MeceneError.cancelled }

    func generateMetaKeywords(
        _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) throws -> MetaKeywords { throw MeceneError.cancelled }

    func chooseKeywords(
        _ meta: MetaKeywords, _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) throws -> ChosenKeywords { throw MeceneError.cancelled }
}

@Suite struct DiagramTests {
    @Test("The document shows the current graph") func diagram() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let document = try String(
            contentsOf: root.appending(path: "Documentation/mecene.md"), encoding: .utf8)
        let workflow = try MeceneWorkflow(
            author: SilentAuthor(), fallback: SilentAuthor(), safety: SafetyRules())
        #expect(document.contains("```mermaid\n\(workflow.workflow.graph.mermaid())```\n"))
    }
}
