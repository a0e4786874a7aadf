import FileAccess
package import Foundation

/// SHA-256 of files, stored by size and time of change, so that a model of gigabytes is hashed only once.
package struct HashCache: Sendable {
    private let file: URL?

    /// - Parameter file: stores the hashes; nil stores nothing.
    package init(file: URL?) { self.file = file }

    private struct Entry: Codable {
        var size: Int
        var changed: Double
        var sha256: String
    }

    /// The hash of each file, under the name that it has here.
    package func hashes(of files: [String: URL]) throws -> [String: String] {
        var known = read()
        var isChanged = false
        // Stored after Ctrl-C too, so that finished files are not hashed again.
        defer { if isChanged { write(known) } }
        return try files.mapValues { url throws in
            let path = url.resolvingSymlinksInPath().path(percentEncoded: false)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let size = (attributes[.size] as? NSNumber)?.intValue ?? -1
            let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            if let entry = known[path], entry.size == size, entry.changed == changed { return entry.sha256 }
            let hash = try FileHash.sha256(of: url)
            known[path] = Entry(size: size, changed: changed, sha256: hash)
            isChanged = true
            return hash
        }
    }

    private func read() -> [String: Entry] {
        guard let file, let bytes = try? BoundedFile.contents(of: file.path(percentEncoded: false), limit: 64 << 20)
        else { return [:] }
        return (try? JSONDecoder().decode([String: Entry].self, from: Data(bytes))) ?? [:]
    }

    /// A failure to store costs only time at the next start.
    private func write(_ entries: [String: Entry]) {
        guard let file, let data = try? JSONEncoder().encode(entries) else { return }
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? data.write(to: file, options: .atomic)
    }
}
