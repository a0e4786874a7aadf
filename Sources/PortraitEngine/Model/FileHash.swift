import Crypto
import Diffusion
import FileAccess
package import Foundation
import Support

/// SHA-256 of files, in lower-case hex, read in chunks.
package enum FileHash {
    /// - Throws: `CancellationError` between two pieces when the task was cancelled.
    package static func sha256(of url: URL) throws -> String {
        var hash = SHA256()
        do {
            try BoundedFile.forEachPiece(of: url.path(percentEncoded: false)) { piece in
                try Task.checkCancellation()
                hash.update(bufferPointer: piece)
            }
        } catch let error as FileError {
            throw ModelError.unreadable(file: url.lastPathComponent, reason: error.reason)
        }
        return hash.finalize().hexadecimal
    }

    package static func sha256(of bytes: some Sequence<UInt8>) -> String {
        SHA256.hash(data: Data(bytes)).hexadecimal
    }

    /// Every file of a model folder that counts, by its path inside; names as in the folder, also where a file is a
    /// link to elsewhere.
    static func files(in folder: URL) -> [String: URL] {
        let root = folder.resolvingSymlinksInPath()
        guard let walk = FileManager.default.enumerator(atPath: root.path(percentEncoded: false)) else { return [:] }
        var files: [String: URL] = [:]
        for case let name as String in walk {
            let url = root.appending(path: name)
            guard ["safetensors", "json", "txt", "bin", "gz"].contains(url.pathExtension) else { continue }
            files[name] = url
        }
        return files
    }

    /// A line of a `SHA256SUMS` file: a hash and a path, which its tool marks with `*` for a binary file and may begin
    /// with `./`. nil for another line.
    static func listed(_ line: some StringProtocol) -> (name: String, sha256: String)? {
        let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard parts.count == 2 else { return nil }
        let name = parts[1].trimmingCharacters(in: [" ", "*"])
        return (name.hasPrefix("./") ? String(name.dropFirst(2)) : name, parts[0].lowercased())
    }

    /// Whether a listed path stays inside its folder.
    static func isInside(_ name: String) -> Bool {
        !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
    }
}
