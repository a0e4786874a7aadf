/// Why a prompt cannot carry an identity.
package enum TriggerError: Error, Hashable, CustomStringConvertible {
    case noTrigger(word: String)
    case severalTriggers(word: String, count: Int)
    /// Nothing stands before the trigger that could be the class word.
    case triggerAtBeginning(word: String)
    /// The trigger follows a sign instead of the class word.
    case triggerAfterPunctuation(word: String, sign: String)
    /// The expanded prompt does not fit.
    case overBudget(TokenBudget)
    /// Fewer than one photograph, or so many that no prompt has room beside them.
    case photographCount(Int, largest: Int)
    case tokenizer(TokenizerError)

    package var description: String {
        switch self {
        case .noTrigger(let word):
            "The prompt lacks the word \"\(word)\"; put it after the word for the person, as in \"a woman \(word)\"."
        case .severalTriggers(let word, let count):
            "The prompt has the word \"\(word)\" \(count) times; keep one."
        case .triggerAtBeginning(let word):
            "The prompt begins with \"\(word)\"; put a word for the person before it, as in \"a woman \(word)\"."
        case .triggerAfterPunctuation(let word, let sign):
            "\"\(word)\" follows \"\(sign)\"; put it directly after the word for the person, as in \"a woman \(word)\"."
        case .overBudget(let budget):
            "The prompt has \(budget.used) tokens and only \(budget.available) fit beside the photographs; "
                + "shorten it or give fewer photographs."
        case .photographCount(let count, let largest):
            "\(count) photographs were given; give 1 to \(largest)."
        case .tokenizer(let error): error.description
        }
    }
}
