import FileAccess

/// Why a checkpoint or a configuration file could not be used.
package struct CheckpointError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Reason: Sendable, Hashable {
        /// The file or folder is missing or the system refuses access.
        case unreadable
        /// The content contradicts its format.
        case malformed
        /// Well-formed, but in a form that this reader does not take.
        case unsupported
        /// The content asks for something that no weights file needs, such as running code or leaving its folder.
        case forbidden
        /// A size is above the reader's limits.
        case tooLarge
        /// A tensor or a configuration key that was asked for is not there.
        case missing
    }

    package let reason: Reason
    /// The file as it was named by the caller.
    package let file: String
    /// One sentence: what is wrong and, where it helps, what to do.
    package let message: String

    package init(_ reason: Reason, file: String, _ message: String) {
        self.reason = reason
        self.file = file
        self.message = message
    }

    package var description: String { "\(file): \(message)" }
}

extension CheckpointError {
    init(_ error: FileError, file: String) {
        switch error {
        case .tooLarge(let bytes, let limit):
            self.init(.tooLarge, file: file, "the file has \(bytes) bytes; at most \(limit) are read.")
        case .missing: self.init(.unreadable, file: file, "the file cannot be read: No such file or directory.")
        case .forbidden: self.init(.unreadable, file: file, "the file cannot be read: Permission denied.")
        case .shortened: self.init(.unreadable, file: file, "the file cannot be read: \(error).")
        case .notRegular, .system: self.init(.unreadable, file: file, "the file cannot be read: \(error.reason).")
        }
    }

    /// Runs `body` and turns its errors into errors about `file`.
    static func translating<Value>(
        _ file: String, _ body: () throws(FileError) -> Value
    ) throws(CheckpointError) -> Value {
        do {
            return try body()
        } catch {
            throw CheckpointError(error, file: file)
        }
    }
}
