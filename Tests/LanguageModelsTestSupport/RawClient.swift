import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A connection to 127.0.0.1 that a test may end in every way, and that never waits.
package final class RawClient: Sendable {
    private let descriptor: Int32

    /// - Parameters:
    ///   - receiveBuffer: bytes that the system takes for a client that does not read.
    ///   - segment: bytes of one packet.
    package init(port: Int, receiveBuffer: Int32? = nil, segment: Int32? = nil) throws {
        #if canImport(Darwin)
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        if var size = segment {
            setsockopt(
                descriptor, Int32(IPPROTO_TCP), TCP_MAXSEG, &size, socklen_t(MemoryLayout<Int32>.size))
        }
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

    package func get(_ uri: String) { send("GET \(uri) HTTP/1.1\r\nhost: localhost\r\n\r\n") }

    package func send(_ text: String) {
        let bytes = Array(text.utf8)
        #if canImport(Darwin)
            _ = Darwin.send(descriptor, bytes, bytes.count, 0)
        #elseif canImport(Glibc)
            _ = Glibc.send(descriptor, bytes, bytes.count, 0)
        #else
            _ = Musl.send(descriptor, bytes, bytes.count, 0)
        #endif
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
