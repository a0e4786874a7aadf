import Foundation

/// The list of merges of a byte-pair vocabulary: one pair per line, separated by one space, after an optional header.
enum MergesFile {
    /// - Parameter limit: merges to read at most; the rest of the file is not looked at.
    static func parse(
        _ data: Data, named name: String, limit: Int = BytePairVocabulary.largestTokenCount
    ) throws(TokenizerError) -> [(left: String, right: String)] {
        var merges: [(left: String, right: String)] = []
        var number = 0
        for var line in data.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            if merges.count == limit { break }
            if line.last == 0x0D { line = line.dropLast() }
            if line.isEmpty || (number == 1 && isHeader(line)) { continue }
            let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
            guard parts.count == 2, line.count <= 1024,
                let left = String(validating: parts[0], as: UTF8.self), !left.isEmpty,
                let right = String(validating: parts[1], as: UTF8.self), !right.isEmpty
            else { throw .malformed(file: name, reason: "line \(number) is not two tokens") }
            merges.append((left, right))
        }
        return merges
    }

    private static func isHeader(_ line: Data) -> Bool {
        line.starts(with: Data("#version".utf8)) || line.starts(with: Data("\"bpe_simple_vocab".utf8))
    }
}
