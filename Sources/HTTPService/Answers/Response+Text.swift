import HTTPTypes
package import Hummingbird
import JSON
import NIOCore

extension Response {
    /// Not to be stored by any cache.
    package static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    package static func json(_ value: some Encodable) throws -> Response {
        text(try JSONText.text(of: value), type: "application/json")
    }
}
