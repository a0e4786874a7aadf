/// Tells which words are not painted.
package protocol WordChecker: Sendable {
    /// Why a prompt is not painted, in words; nil when it is.
    func refusal(ofPrompt text: String) -> String?
}
