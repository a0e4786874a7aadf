package import Foundation

/// Writes a file so that it is either whole or not there: a temporary file beside it, then a rename.
/// Nothing is left behind when writing fails. A cancelled task writes too, so that finished work is not lost.
/// - Parameter isDurable: whether the bytes are on the disk before the name leads to them, so that no power cut leaves an
///   empty file in the place of an older one.
package func writeAtomically(_ bytes: [UInt8], to url: URL, isDurable: Bool = true) throws(ImageError) {
    let url = linkTarget(of: url)
    // The file's own name may be as long as the system allows.
    let temporary = url.deletingLastPathComponent().appending(path: ".\(UUID().uuidString).partial")
    do {
        try Data(bytes).write(to: temporary, options: .withoutOverwriting)
        if isDurable {
            let file = try FileHandle(forUpdating: temporary)
            try file.synchronize()
            try file.close()
        }
        try rename(temporary, to: url)
    } catch {
        try? FileManager.default.removeItem(at: temporary)
        if let error = error as? ImageError { throw error }
        throw .notWritable(path: url.path(percentEncoded: false), reason: reason(of: error))
    }
}

/// The target of a link, through further links, whether it exists or not; a path that is no link stays itself.
/// Renaming a file onto a link would take the link's place instead.
package func linkTarget(of url: URL) -> URL {
    var current = url
    // As many as Linux follows.
    for _ in 0..<40 {
        let path = current.path(percentEncoded: false)
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return current }
        // Steps back are from where the link's folder really lies.
        let folder = current.deletingLastPathComponent(), real = existingTarget(of: folder) ?? folder
        current = URL(fileURLWithPath: target, relativeTo: real)
    }
    return url
}

/// The target of a path through all links, also those of its folders; nil where nothing exists.
package func existingTarget(of url: URL) -> URL? {
    guard let path = realpath(url.path(percentEncoded: false), nil) else { return nil }
    defer { free(path) }
    return URL(fileURLWithPath: String(cString: path))
}

private func rename(_ source: URL, to destination: URL) throws {
    guard Foundation.rename(source.path, destination.path) == 0 else {
        throw ImageError.notWritable(
            path: destination.path(percentEncoded: false), reason: String(cString: strerror(errno)))
    }
}

/// The plain reason of a Foundation file error, in words that fit after a colon.
private func reason(of error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file or folder"
    case .fileReadNoPermission, .fileWriteNoPermission: "permission is denied"
    case .fileWriteOutOfSpace: "the disk is full"
    default: error.localizedDescription.trimmingCharacters(in: CharacterSet(charactersIn: ". "))
    }
}
