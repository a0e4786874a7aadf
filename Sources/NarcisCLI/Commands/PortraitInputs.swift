import Foundation
import PortraitDomain

/// The photographs and the words of a command line: the words are the last argument.
struct PortraitInputs: Equatable {
    let photographs: [String]
    let words: String

    /// Reports missing photographs before a model is loaded for them.
    init(_ arguments: [String]) throws(PortraitError) {
        photographs = Array(arguments.dropLast())
        words = arguments.last ?? ""
        guard let missing = photographs.firstIndex(where: { !FileManager.default.fileExists(atPath: $0) }) else {
            return
        }
        let name = photographs[missing]
        guard !Self.looksLikeFile(name) else { throw .noFile(name) }
        // Words with a space were quoted, so that the arguments before them are photographs.
        guard missing > 0, !words.contains(" ") else {
            throw .notFound("there is no file \(name); name the photographs first and then the words, in quotes")
        }
        let all = arguments[missing...].joined(separator: " ")
        throw .notFound("the words are not in quotes; write them as one: \"\(all)\"")
    }

    private static let kinds: Set = ["jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "tif", "tiff", "gif", "bmp"]

    /// Whether it is a missing photograph rather than a word without quotes.
    private static func looksLikeFile(_ text: String) -> Bool {
        text.contains("/")
            || kinds.contains(text.split(separator: ".").last.map { $0.lowercased() } ?? "")
                && text.contains(".")
    }
}

extension PortraitError {
    /// The error for a missing file. A name in another encoding than UTF-8 does not reach the system unchanged.
    static func noFile(_ path: String) -> PortraitError {
        .notFound(
            path.contains("\u{FFFD}")
                ? "the name \(path) is not UTF-8; give the file another name" : "there is no file \(path)")
    }
}
