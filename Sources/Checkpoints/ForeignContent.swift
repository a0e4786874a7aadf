/// Files that are mistaken for weights, recognised by their first bytes.
enum ForeignContent {
    /// One sentence on what the file is and what to do; nil where its beginning is not known.
    static func sentence(about bytes: UnsafeRawBufferPointer) -> String? {
        let start = String(decoding: bytes.prefix(256).drop { isSpace($0) }, as: UTF8.self).lowercased()
        if start.hasPrefix("version https://git-lfs") {
            return "this is a Git LFS pointer instead of the weights; fetch them with git lfs pull."
        }
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.hasPrefix("<?xml") {
            return "this is a web page instead of the weights; download the file itself."
        }
        if start.hasPrefix("{\"error\"") || start.hasPrefix("entry not found") || start.hasPrefix("access to model") {
            return "this is a server's refusal instead of the weights; download the file itself."
        }
        return nil
    }

    /// White space, or a byte of UTF-8's mark.
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte) || [0xEF, 0xBB, 0xBF].contains(byte)
    }

    static func refuse(_ bytes: UnsafeRawBufferPointer, file: String) throws(CheckpointError) {
        if let sentence = sentence(about: bytes) { throw CheckpointError(.unsupported, file: file, sentence) }
    }
}
