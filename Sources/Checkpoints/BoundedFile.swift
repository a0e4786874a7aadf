#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Small files read whole, and never more of them than a limit, whatever their names lead to.
package enum BoundedFile {
    /// Why a file was not read, in words that follow its name.
    package struct Failure: Error, Sendable, Hashable {
        package let reason: String
        /// The file is there and holds more than was allowed.
        package let isTooLarge: Bool
    }

    /// The whole content. Links are followed, since download caches are made of them; what they lead to must be a
    /// regular file, so that a device or a pipe costs nothing.
    package static func contents(of path: String, limit: Int) throws(Failure) -> [UInt8] {
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw Failure(reason: "the file is missing or not accessible", isTooLarge: false)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(reason: "it is not a regular file", isTooLarge: false)
        }
        let size = limit % (1 << 20) == 0 ? "\(limit >> 20) MiB" : "\(limit) bytes"
        let tooLarge = Failure(reason: "it is larger than \(size)", isTooLarge: true)
        guard Int(status.st_size) <= limit else { throw tooLarge }
        // The file may grow after its size was read; one byte more than the limit tells.
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: min(limit + 1, max(Int(status.st_size) + 1, 4096)))
        while bytes.count <= limit {
            let wanted = min(piece.count, limit + 1 - bytes.count)
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, wanted) }
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure(reason: systemMessage(), isTooLarge: false) }
            bytes.append(contentsOf: piece[..<count])
        }
        throw tooLarge
    }
}
