internal import Crypto
package import Foundation

/// SHA-256 of files, in lower-case hex, read in pieces.
package enum FileHash {
    package static func sha256(of url: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        var hash = SHA256()
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
        return hex(hash.finalize())
    }

    package static func sha256(of bytes: some Sequence<UInt8>) -> String {
        hex(SHA256.hash(data: Data(bytes)))
    }

    /// Every file of a model folder by its path inside, weights and configurations alike.
    package static func files(
        in folder: URL, hash: (URL) throws -> String = { try sha256(of: $0) }
    ) throws -> [String: String] {
        let root = folder.resolvingSymlinksInPath()
        guard let walk = FileManager.default.enumerator(atPath: root.path(percentEncoded: false)) else { return [:] }
        var hashes: [String: String] = [:]
        // Names as in the folder, also where a file is a link to elsewhere.
        for case let name as String in walk {
            let url = root.appending(path: name)
            guard ["safetensors", "json", "txt", "bin", "gz"].contains(url.pathExtension) else { continue }
            hashes[name] = try hash(url)
        }
        return hashes
    }

    private static func hex(_ digest: SHA256.Digest) -> String {
        digest.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
