private import CZlib
import Foundation

/// Whole small files, refused before they are read when they are larger than they can sensibly be.
enum BoundedFile {
    static let limit = 16 << 20

    static func read(_ url: URL, limit: Int = limit) throws(TokenizerError) -> Data {
        let name = url.lastPathComponent
        let data: Data?
        do {
            // Links are followed; without this check, opening a named pipe would wait for its writer.
            let target = url.resolvingSymlinksInPath().path(percentEncoded: false)
            guard try FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType == .typeRegular
            else { throw TokenizerError.unreadable(file: name) }
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            data = try handle.read(upToCount: limit + 1)
        } catch {
            throw .unreadable(file: name)
        }
        guard let data, !data.isEmpty else { throw .malformed(file: name, reason: "it is empty") }
        guard data.count <= limit else { throw .tooLarge(file: name, limit: limit) }
        return data
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
