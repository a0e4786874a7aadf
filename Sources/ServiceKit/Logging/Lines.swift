#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a line, given without its newline.
package typealias LineSink = @Sendable (String) -> Void

package enum Lines {
    /// Logs go here.
    package static let standardError: LineSink = { put($0, to: STDERR_FILENO) }
    /// Metrics go here, so that a collector can tell them from the log.
    package static let standardOutput: LineSink = { put($0, to: STDOUT_FILENO) }

    /// One write per line, so that lines of several threads do not mix.
    private static func put(_ line: String, to descriptor: Int32) {
        var bytes = Array(line.utf8)
        bytes.append(0x0A)
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else { return }
            start += max(written, 0)
        }
    }
}
