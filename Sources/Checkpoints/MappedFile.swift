#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A whole file mapped into memory, read-only: opening costs no reading, and pages that are not looked at cost nothing.
///
/// The mapping is private but backed by the file: the file must not be truncated while it is open.
final class MappedFile: Sendable {
    let path: String
    // Immutable, and the mapping is read-only until deinit.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    /// - Throws: ``CheckpointError`` with reason `unreadable` for anything but a regular file that can be mapped.
    init(path: String) throws(CheckpointError) {
        self.path = path
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.unreadable(path, systemMessage()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, systemMessage()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Self.unreadable(path, "it is not a regular file") }
        let size = Int(status.st_size)
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
            throw Self.unreadable(path, systemMessage())
        }
        bytes = UnsafeRawBufferPointer(start: base, count: size)
    }

    deinit {
        if let base = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: base), bytes.count)
        }
    }

    private static func unreadable(_ path: String, _ why: String) -> CheckpointError {
        CheckpointError(.unreadable, file: path, "the file cannot be read: \(why).")
    }
}

/// The C library's words for the last failed call.
func systemMessage() -> String { String(cString: strerror(errno)) }
