private import CZlib

/// The bytes as a zlib stream (RFC 1950), as small as the library makes them; nil where it has no memory left.
package func deflated(_ bytes: [UInt8]) -> [UInt8]? {
    var length = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(length))
    guard compress2(&result, &length, bytes, uLong(bytes.count), 9) == Z_OK else { return nil }
    return Array(result.prefix(Int(length)))
}
