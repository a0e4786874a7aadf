import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A connection to 127.0.0.1 that a test may end in every way, and that never waits.
package final class RawClient: Sendable {
    private let descriptor: Int32

    package init(port: Int) throws {
        #if canImport(Darwin)
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafeBytes(of: &address) { bytes in
            connect(
                descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { close(descriptor) }

    package func get(_ uri: String) {
        let request = Array("GET \(uri) HTTP/1.1\r\nhost: localhost\r\n\r\n".utf8)
        _ = send(descriptor, request, request.count, 0)
    }

    /// Reads until a text has come.
    /// - Returns: what was read; without the text where the connection ended before it.
    package func read(until text: String) async throws -> String {
        var read: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while !String(decoding: read, as: UTF8.self).contains(text) {
            let count = recv(descriptor, &piece, piece.count, Int32(MSG_DONTWAIT))
            if count == 0 || count < 0 && errno != EAGAIN && errno != EINTR { break }
            if count < 0 { try await Task.sleep(for: .milliseconds(10)) } else { read += piece.prefix(count) }
        }
        return String(decoding: read, as: UTF8.self)
    }

    /// Ends the sending side alone.
    package func endSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends both sides.
    package func leave() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
}
