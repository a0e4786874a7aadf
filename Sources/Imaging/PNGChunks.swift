/// The chunk layer of PNG (ISO/IEC 15948, section 5): length, type, data, CRC.
enum PNGChunks {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    struct Chunk {
        let type: String
        let data: ArraySlice<UInt8>
        /// Index just after the checksum.
        let end: Int
    }

    /// All chunks up to `IEND`. A chunk that reaches past the end of the file or has a wrong checksum is an error.
    static func chunks(of png: [UInt8]) throws(ImageError) -> [Chunk] {
        guard png.starts(with: signature) else { throw .damaged(.png, detail: "no PNG signature") }
        var chunks: [Chunk] = []
        var position = signature.count
        while position < png.count {
            guard png.count - position >= 12 else { throw .damaged(.png, detail: "a chunk is cut short") }
            let length = bigEndian(png[position..<position + 4])
            guard length <= png.count - position - 12 else {
                throw .damaged(.png, detail: "a chunk reaches past the end of the file")
            }
            let data = png[position + 8..<position + 8 + length]
            let end = position + 12 + length
            let type = String(decoding: png[position + 4..<position + 8], as: UTF8.self)
            guard isText(type) == false || bigEndian(png[end - 4..<end]) == Int(crc32(png[position + 4..<end - 4]))
            else { throw .damaged(.png, detail: "a text chunk has a wrong checksum") }
            chunks.append(Chunk(type: type, data: data, end: end))
            if type == "IEND" { break }
            position = end
        }
        return chunks
    }

    /// Text goes right after the header chunk, so that a reader finds it without passing over the picture.
    static func inserting(_ texts: [PictureText], into png: [UInt8]) throws(ImageError) -> [UInt8] {
        guard !texts.isEmpty else { return png }
        guard texts.count <= PictureText.countLimit else {
            throw .invalidText("more than \(PictureText.countLimit) texts")
        }
        guard let header = try chunks(of: png).first, header.type == "IHDR" else {
            throw .damaged(.png, detail: "no header chunk")
        }
        var result = Array(png[..<header.end])
        for text in texts { result += try text.chunk() }
        return result + png[header.end...]
    }

    /// The chunk `sRGB` with perceptual intent, after the header chunk.
    static func insertingMarkOfSRGB(into png: [UInt8]) throws(ImageError) -> [UInt8] {
        guard let header = try chunks(of: png).first, header.type == "IHDR" else {
            throw .damaged(.png, detail: "no header chunk")
        }
        return Array(png[..<header.end]) + encode(type: "sRGB", data: [0]) + png[header.end...]
    }

    static func encode(type: String, data: [UInt8]) -> [UInt8] {
        let checked = Array(type.utf8) + data
        return bytes(UInt32(data.count)) + checked + bytes(crc32(checked[...]))
    }

    private static func isText(_ type: String) -> Bool { type == "tEXt" || type == "iTXt" }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    private static func bytes(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }

    private static let crcTable: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crcTable[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
    }
}
