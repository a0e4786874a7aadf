/// The result of `composePrompt`: the portrait model's prompt.
package struct ComposedPrompt: Sendable, Codable, Hashable {
    /// The whole prompt, with class word and trigger word at its beginning.
    package let text: String
    /// The phrases behind the one with the person in it. An engine that learns the class word from the photograph
    /// puts its own phrase in front of them.
    package let phrases: [String]
    /// Keywords that the model does not understand, or that would be read as a second person.
    package let dropped: [String]

    package init(text: String, phrases: [String], dropped: [String]) {
        self.text = text
        self.phrases = phrases
        self.dropped = dropped
    }
}
