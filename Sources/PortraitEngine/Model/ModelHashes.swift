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
    package static func files(in folder: URL) throws -> [String: String] {
        let root = folder.resolvingSymlinksInPath().path(percentEncoded: false)
        let prefix = root.hasSuffix("/") ? root : root + "/"
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        else { return [:] }
        var hashes: [String: String] = [:]
        for case let url as URL in walk {
            guard ["safetensors", "json", "txt", "bin"].contains(url.pathExtension) else { continue }
            let path = url.resolvingSymlinksInPath().path(percentEncoded: false)
            let name = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : url.lastPathComponent
            hashes[name] = try sha256(of: url)
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
