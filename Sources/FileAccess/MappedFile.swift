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
/// shortened while its bytes are being looked at is not caught. Writers must replace such files by renaming.
package final class MappedFile: Sendable {
    /// Valid as long as this object; empty for an empty file.
    // Immutable, and the mapping is read-only until deinit, so that every thread may look.
    package nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    /// Stays open for ``checkSize()``.
    private let file: RegularFile

    /// - Parameter limit: the most bytes that the file may have.
    package init(_ path: String, limit: Int = .max) throws(FileError) {
        let file = try RegularFile(path)
        guard file.byteCount <= limit else { throw .tooLarge(bytes: file.byteCount, limit: limit) }
        if file.byteCount > 0 {
            guard let base = mmap(nil, file.byteCount, PROT_READ, MAP_PRIVATE, file.descriptor, 0), base != MAP_FAILED
            else { throw FileError(code: errno) }
            bytes = UnsafeRawBufferPointer(start: base, count: file.byteCount)
        } else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        }
        self.file = file
    }

    deinit {
        if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
    }

    /// - Throws: ``FileError/shortened`` when the file has become shorter since it was opened.
    package func checkSize() throws(FileError) {
        if file.isShortened { throw .shortened }
    }

    /// Gives back the memory of the pages that lie wholly inside `range`, or of all. They stay in the system's cache, so
    /// that looking at them again costs next to nothing; but they no longer count as this program's memory.
    package func releasePages(_ range: Range<Int>? = nil) {
        guard let base = bytes.baseAddress else { return }
        let range = range ?? 0..<bytes.count
        let page = Int(getpagesize())
        let first = (range.lowerBound + page - 1) / page * page
        // Nothing else lies behind the end of the file in its last page.
        let last = range.upperBound == bytes.count ? bytes.count : range.upperBound / page * page
        guard first < last else { return }
        madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, Int32(MADV_DONTNEED))
    }
}
