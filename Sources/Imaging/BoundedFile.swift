import FileAccess
package import Foundation

/// Reads a regular file whole after checking its size, so that a device, a pipe or a huge file costs nothing.
package func readBoundedFile(_ url: URL, limit: Int) throws(ImageError) -> [UInt8] {
    let path = url.path(percentEncoded: false)
    let bytes: [UInt8]
    do {
        bytes = try BoundedFile.contents(of: path, limit: limit)
    } catch {
        throw ImageError(error, path: path)
    }
    guard !bytes.isEmpty else { throw .emptyFile }
    return bytes
}

extension ImageError {
    fileprivate init(_ error: FileError, path: String) {
        self =
            switch error {
            case .tooLarge(let bytes, let limit): .fileTooLarge(bytes: bytes, limit: limit)
            case .missing: .unreadable(path: path, reason: "there is no such file or folder")
            case .forbidden: .unreadable(path: path, reason: "permission is denied")
            case .notRegular: .unreadable(path: path, reason: "it is not a file")
            case .shortened, .system: .unreadable(path: path, reason: error.reason)
            }
    }
}
