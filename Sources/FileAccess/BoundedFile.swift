/// Files read whole and never more of them than a limit, or in pieces, whatever their names lead to.
package enum BoundedFile {
    /// The whole content of a regular file. Links are followed.
    /// - Parameter limit: the most bytes to take; a larger file is refused before anything of it is read.
    package static func contents(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try RegularFile(path)
        guard file.byteCount <= limit else { throw .tooLarge(bytes: file.byteCount, limit: limit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(file.byteCount)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        while bytes.count <= limit {
            // The file may grow after its size was read; one byte more than the limit tells.
            let wanted = min(piece.count - 1, limit - bytes.count) + 1
            let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: piece[..<wanted]))
            if count == 0 { return bytes }
            bytes.append(contentsOf: piece[..<count])
        }
        throw .tooLarge(bytes: bytes.count, limit: limit)
    }

    /// Checks a file that another library is going to read: a regular one of at most `limit` bytes.
    package static func check(_ path: String, limit: Int) throws(FileError) {
        let file = try RegularFile(path)
        guard file.byteCount <= limit else { throw .tooLarge(bytes: file.byteCount, limit: limit) }
    }

    /// Passes the content on in pieces of at most 1 MiB, so that a file of any size can be hashed or copied. Links are
    /// followed, and only a regular file is read.
    package static func forEachPiece(
        of path: String, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let file = try RegularFile(path)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { piece.deallocate() }
        while case let count = try file.read(into: piece), count > 0 {
            try body(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
    }
}
