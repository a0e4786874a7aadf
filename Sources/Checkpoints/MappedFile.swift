#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A whole file mapped into memory, read-only: opening costs no reading, and pages that are not looked at cost nothing.
///
/// The mapping is private but backed by the file. Looking at a page that a shortened file no longer has ends the process
/// (SIGBUS), and no reader can rule that out without copying everything. So archives ask ``checkSize()`` whenever they
/// hand out bytes, which turns a file that was truncated or rewritten after opening into an error; only a file that is
/// shortened while its bytes are being looked at is not caught. Writers must replace model files by renaming.
final class MappedFile: Sendable {
    let path: String
    // Immutable, and the mapping is read-only until deinit.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    /// Stays open for ``checkSize()``; −1 for an empty file, of which nothing is mapped.
    private let descriptor: Int32

    /// - Throws: ``CheckpointError`` with reason `unreadable` for anything but a regular file that can be mapped.
    init(path: String) throws(CheckpointError) {
        self.path = path
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.unreadable(path, systemMessage()) }
        var isKept = false
        defer { if !isKept { close(descriptor) } }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, systemMessage()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Self.unreadable(path, "it is not a regular file") }
        let size = Int(status.st_size)
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            self.descriptor = -1
            return
        }
        guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
            throw Self.unreadable(path, systemMessage())
        }
        bytes = UnsafeRawBufferPointer(start: base, count: size)
        self.descriptor = descriptor
        isKept = true
    }

    deinit {
        guard let base = bytes.baseAddress else { return }
        munmap(UnsafeMutableRawPointer(mutating: base), bytes.count)
        close(descriptor)
    }

    /// - Throws: ``CheckpointError`` with reason `unreadable` when the file has become shorter since it was opened.
    func checkSize() throws(CheckpointError) {
        guard descriptor >= 0 else { return }
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int(status.st_size) >= bytes.count else {
            throw Self.unreadable(path, "it was shortened after it had been opened; fetch it again")
        }
    }

    /// Drops the pages that lie wholly inside `range` from memory; they are read from the file again when touched.
    func releasePages(_ range: Range<Int>) {
        guard let base = bytes.baseAddress else { return }
        let page = Int(getpagesize())
        let first = (range.lowerBound + page - 1) / page * page, last = range.upperBound / page * page
        guard first < last else { return }
        madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED)
    }

    private static func unreadable(_ path: String, _ why: String) -> CheckpointError {
        CheckpointError(.unreadable, file: path, "the file cannot be read: \(why).")
    }
}

/// The C library's words for the last failed call.
func systemMessage() -> String { String(cString: strerror(errno)) }
