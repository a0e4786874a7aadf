private import CZlib
import FileAccess
import Foundation
import JSON

/// Whole small files, refused before they are read when they are larger than they can sensibly be.
enum TokenizerFile {
    static let limit = 16 << 20

    static func read(_ url: URL, limit: Int = limit) throws(TokenizerError) -> Data {
        let name = url.lastPathComponent
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.contents(of: url.path(percentEncoded: false), limit: limit)
        } catch {
            if case .tooLarge = error { throw .tooLarge(file: name, limit: limit) }
            throw .unreadable(file: name)
        }
        guard !bytes.isEmpty else { throw .malformed(file: name, reason: "it is empty") }
        return Data(bytes)
    }

    /// The value of a JSON file. Vocabularies of some hundred thousand tokens fit the limits.
    static func json(_ data: Data, named name: String, limit: Int = limit) throws(TokenizerError) -> JSONValue {
        guard data.count <= limit else { throw .tooLarge(file: name, limit: limit) }
        do {
            return try JSONParser.parse(
                Array(data), limits: JSONLimits(depth: 32, valueCount: 2_000_000, stringByteCount: 100_000))
        } catch {
            throw .malformed(file: name, reason: error.description)
        }
    }

    /// The content of gzip data, never more than `limit` bytes.
    static func unzip(_ data: Data, named name: String, limit: Int = limit) throws(TokenizerError) -> Data {
        var stream = z_stream()
        guard inflateInit2_(&stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .malformed(file: name, reason: "zlib does not start")
        }
        defer { inflateEnd(&stream) }
        var input = [UInt8](data)
        var output = Data()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var status = Z_OK
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            while status == Z_OK, output.count <= limit {
                let written = chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(chunk.count)
                    status = inflate(&stream, Z_NO_FLUSH)
                    return chunk.count - Int(stream.avail_out)
                }
                output.append(contentsOf: chunk[..<written])
            }
        }
        guard output.count <= limit else { throw .tooLarge(file: name, limit: limit) }
        guard status == Z_STREAM_END else { throw .malformed(file: name, reason: "its compressed data is broken") }
        return output
    }
}
