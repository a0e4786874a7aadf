import LanguageModels
import MeceneAuthors
import Testing

@Suite struct PromptTests {
    @Test("The files render with their values") func files() throws {
        let prompts = try Prompts()
        let idea = try prompts.idea.rendered(["words": "corporate confidence"])
        #expect(idea.last == ChatMessage(.user, "Words: corporate confidence"))
        let keywords = try prompts.keywords.rendered(["idea": "A calm sitter."])
        #expect(keywords.last == ChatMessage(.user, "Idea: A calm sitter."))
        let choice = try prompts.choice.rendered(["idea": "A calm sitter.", "keywords": "a, b"])
        #expect(choice.last == ChatMessage(.user, "Idea: A calm sitter.\nKeywords: a, b"))
        let more = try prompts.more.rendered(["idea": "A calm sitter.", "categories": "time"])
        #expect(more.last == ChatMessage(.user, "Idea: A calm sitter.\nCategories: time"))
        for template in [prompts.idea, prompts.keywords, prompts.more, prompts.choice] {
            #expect(template.system.contains("art director"))
            #expect(template.messages.count >= 3, "few-shot examples")
        }
    }

    @Test("A value that looks like a placeholder stays text") func placeholder() throws {
        let template = try PromptTemplate(parsing: "# system\nS\n# user\n{{a}} and {{b}}\n")
        #expect(try template.rendered(["a": "{{b}}", "b": "x"]) == [ChatMessage(.user, "{{b}} and x")])
    }

    @Test("Missing and unused values are mistakes") func values() throws {
        let template = try PromptTemplate(parsing: "# system\nS\n# user\n{{a}}")
        #expect(throws: PromptTemplateError("there is no value for a")) { _ = try template.rendered([:]) }
        #expect(throws: PromptTemplateError("the value b is not used")) {
            _ = try template.rendered(["a": "1", "b": "2"])
        }
    }

    @Test(
        "A malformed file is refused",
        arguments: [
            "", "text", "# user\nx", "# system\nx", "# system\nx\n# assistant\ny\n# user\nz",
            "# system\nx\n# user\ny\n# user\nz",
            "# system\nx\n# user\ny\n# assistant\nz", "# system\nx\n# teacher\ny",
        ]) func malformed(text: String)
    {
        #expect(throws: PromptTemplateError.self) { _ = try PromptTemplate(parsing: text) }
    }
}
