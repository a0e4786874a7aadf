#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The bytes of a file, mapped for reading.
///
/// Unchecked, since it holds a pointer: the bytes are written before `init` returns and never after, and stay until
/// `deinit`, so that every thread may read them.
final class MappedFile: @unchecked Sendable {
    private let base: UnsafeMutableRawPointer
    private let isMapped: Bool
    let count: Int

    /// - Returns: nil where the file cannot be opened, is empty or no regular file.
    init?(_ url: URL, limit: Int) {
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        let descriptor = open(url.path(percentEncoded: false), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
            return nil
        }
        count = Int(status.st_size)
        if count == 0 {
            isMapped = false
            base = .allocate(byteCount: 1, alignment: 1)
            return
        }
        guard let mapped = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), mapped != MAP_FAILED else {
            return nil
        }
        isMapped = true
        base = mapped
    }

    /// A copy of bytes that are in no file.
    init(_ bytes: some Collection<UInt8>) {
        isMapped = false
        count = bytes.count
        base = .allocate(byteCount: max(count, 1), alignment: 1)
        for (index, byte) in bytes.enumerated() { base.storeBytes(of: byte, toByteOffset: index, as: UInt8.self) }
    }

    deinit {
        if isMapped { munmap(base, count) } else { base.deallocate() }
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withExtendedLifetime(self) { body(UnsafeRawBufferPointer(start: base, count: count)) }
    }

    /// Gives the pages back that reading has brought in. They stay in the system's cache, so that reading them again
    /// costs next to nothing; but they no longer count as this program's memory.
    func releasePages() {
        if isMapped { madvise(base, count, Int32(MADV_DONTNEED)) }
    }
}
