#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A regular file that is open for reading. Links are followed, since download caches are made of them; what they lead
/// to is what counts.
struct RegularFile: ~Copyable, Sendable {
    let descriptor: Int32
    /// Bytes that the file had when it was opened.
    let byteCount: Int

    init(_ path: String) throws(FileError) {
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileError(code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = FileError(code: errno)
            close(descriptor)
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notRegular
        }
        self.descriptor = descriptor
        byteCount = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Reads on where the last call stopped.
    /// - Returns: how many bytes were read; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileError(code: errno) }
        }
    }

    /// Whether the file has become shorter since it was opened, or cannot be asked any more.
    var isShortened: Bool {
        var status = stat()
        return fstat(descriptor, &status) != 0 || Int(status.st_size) < byteCount
    }
}
