// `{"words": "…"}`, `{"idea": {…}}` or `{"resolved": {…}}`.
extension PromptSource: Codable {
    private enum Key: String, CodingKey {
        case words, idea, resolved
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        if let prompt = try values.decodeIfPresent(ResolvedPrompt.self, forKey: .resolved) {
            self = .resolved(prompt)
        } else if let idea = try values.decodeIfPresent(PortraitIdea.self, forKey: .idea) {
            self = .idea(idea)
        } else {
            self = .words(try values.decode(String.self, forKey: .words))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .words(let words): try values.encode(words, forKey: .words)
        case .idea(let idea): try values.encode(idea, forKey: .idea)
        case .resolved(let prompt): try values.encode(prompt, forKey: .resolved)
        }
    }
}
