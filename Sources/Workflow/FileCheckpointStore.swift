import FileAccess
import Support

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Checkpoints as JSON files in one folder, replaced in one step so that a crash leaves the old one or the new one.
package struct FileCheckpointStore<State: Sendable & Codable>: CheckpointStore {
    /// Larger checkpoints are not written, and larger files refused unread.
    package static var maximumBytes: Int { 4 << 20 }

    private let folder: URL

    package init(folder: URL) {
        self.folder = folder
    }

    package func save(_ checkpoint: Checkpoint<State>, as name: String) throws(WorkflowError) {
        let url = try url(of: name)
        let bytes: Data
        do {
            bytes = try JSONEncoder().encode(checkpoint)
        } catch {
            throw .checkpointNotWritten(name: name, reason: Self.reason(error))
        }
        guard bytes.count <= Self.maximumBytes else {
            throw .checkpointNotWritten(
                name: name, reason: "it is larger than \(Self.maximumBytes >> 20) MiB")
        }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try bytes.write(to: url, options: .atomic)
        } catch {
            throw .checkpointNotWritten(name: name, reason: Self.reason(error))
        }
    }

    package func load(_ name: String) throws(WorkflowError) -> Checkpoint<State>? {
        let url = try url(of: name)
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.contents(of: url.path, limit: Self.maximumBytes)
        } catch {
            if error == .missing { return nil }
            throw .checkpointUnreadable(name: name, reason: error.reason)
        }
        do {
            return try JSONDecoder().decode(Checkpoint<State>.self, from: Data(bytes))
        } catch {
            throw .checkpointUnreadable(name: name, reason: Self.reason(error))
        }
    }

    package func remove(_ name: String) throws(WorkflowError) {
        let url = try url(of: name)
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            throw .checkpointNotWritten(name: name, reason: Self.reason(error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoPermission?, .fileWriteNoPermission?: "there is no permission"
        case .fileWriteOutOfSpace?: "the disk is full"
        case .fileWriteVolumeReadOnly?: "the disk is read-only"
        default: "\(error)"
        }
    }

    private func url(of name: String) throws(WorkflowError) -> URL {
        guard name.isPlain(with: "-_"), (1...64).contains(name.utf8.count) else { throw .badCheckpointName(name) }
        return folder.appendingPathComponent(name + ".checkpoint.json", isDirectory: false)
    }
}
