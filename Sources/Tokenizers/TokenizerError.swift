/// A fault in a tokenizer's files or in a text given to it.
package enum TokenizerError: Error, Hashable, CustomStringConvertible {
    /// A file is absent or cannot be read.
    case unreadable(file: String)
    /// A file, or what it unpacks to, is larger than this module reads.
    case tooLarge(file: String, limit: Int)
    /// A file's content is not of its format; the reason says where.
    case malformed(file: String, reason: String)
    /// The vocabulary and the merges do not belong together.
    case mismatch(reason: String)
    /// A text is longer than ``CLIPTokenizer/largestText`` bytes.
    case textTooLong(bytes: Int)
    /// A length has no room for the two marks that enclose every text.
    case lengthTooShort(Int)
    /// An id that the vocabulary does not have.
    case unknownID(Int)
    /// A model's tokenizer makes texts of another length than its text encoder reads.
    case otherLength(folder: String, tokens: Int, encoder: Int)

    package var description: String {
        switch self {
        case .unreadable(let file): "\(file) cannot be read; check that it exists and that you may read it."
        case .tooLarge(let file, let limit): "\(file) is larger than \(limit) bytes, so it is no tokenizer file."
        case .malformed(let file, let reason): "\(file) is damaged: \(reason)."
        case .mismatch(let reason): "The vocabulary and the merges do not belong together: \(reason)."
        case .textTooLong(let bytes):
            "The text has \(bytes) bytes; shorten it to at most \(CLIPTokenizer.largestText)."
        case .lengthTooShort(let length): "A length of \(length) tokens has no room for text; use 3 or more."
        case .unknownID(let id): "Token \(id) is not in the vocabulary."
        case .otherLength(let folder, let tokens, let encoder):
            "\(folder) makes texts of \(tokens) tokens, but its text encoder reads \(encoder); set `model_max_length` "
                + "in \(folder)/tokenizer_config.json to the encoder's `max_position_embeddings`."
        }
    }
}
