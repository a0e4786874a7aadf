/// The RIFF layer of WebP (WebP container specification, "Extended File Format").
enum WebPContainer {
    /// The canvas that the first chunk declares, or nil when it is none of VP8X, VP8L and VP8.
    static func canvasSize(of webp: [UInt8]) -> (width: Int, height: Int)? {
        guard webp.count >= 30 else { return nil }
        switch String(decoding: webp[12..<16], as: UTF8.self) {
        case "VP8X":
            return (littleEndian(webp[24..<27]) + 1, littleEndian(webp[27..<30]) + 1)
        case "VP8L":
            let bits = littleEndian(webp[21..<25])
            return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case "VP8 ":
            return (littleEndian(webp[26..<28]) & 0x3FFF, littleEndian(webp[28..<30]) & 0x3FFF)
        default:
            return nil
        }
    }

    /// Keeps the picture chunk alone and, when there is a color profile or EXIF to add, wraps all into the extended
    /// form.
    ///
    /// The encoder adds EXIF of its own (resolution, version) even when told to write no metadata.
    static func rewrapped(
        _ webp: [UInt8], profile: [UInt8]? = nil, exif: [UInt8]?, width: Int, height: Int
    ) throws(ImageError) -> [UInt8] {
        let picture = try pictureChunk(of: webp)
        var body = Array("WEBP".utf8)
        if profile != nil || exif != nil {
            guard (exif?.count ?? 0) <= PictureText.byteLimit * 2 else {
                throw .invalidText("it is longer than the limit")
            }
            let flags: UInt8 = (profile == nil ? 0 : 1 << 5) | (exif == nil ? 0 : 1 << 3)
            let size = littleEndian(width - 1, bytes: 3) + littleEndian(height - 1, bytes: 3)
            body += chunk("VP8X", [flags, 0, 0, 0] + size)
            body += (profile.map { chunk("ICCP", $0) } ?? []) + picture + (exif.map { chunk("EXIF", $0) } ?? [])
        } else {
            body += picture
        }
        return Array("RIFF".utf8) + littleEndian(body.count, bytes: 4) + body
    }

    private static func pictureChunk(of webp: [UInt8]) throws(ImageError) -> ArraySlice<UInt8> {
        guard let chunk = chunk(of: webp, named: ["VP8 ", "VP8L"]) else {
            throw .notEncoded(detail: "the WebP encoder gave no picture")
        }
        return webp[chunk.start..<chunk.end]
    }

    /// The TIFF block of the EXIF chunk. Some writers put JPEG's mark in front of it.
    static func exif(of webp: [UInt8]) -> ArraySlice<UInt8>? {
        guard let chunk = chunk(of: webp, named: ["EXIF"]) else { return nil }
        let data = webp[chunk.start + 8..<chunk.start + 8 + chunk.length]
        let mark = Array("Exif\0\0".utf8)
        return data.starts(with: mark) ? data.dropFirst(mark.count) : data
    }

    /// The first chunk of one of the names: its header's start, its data's length, its end with the padding.
    private static func chunk(of webp: [UInt8], named names: Set<String>) -> (start: Int, length: Int, end: Int)? {
        var position = 12
        while webp.count - position >= 8 {
            let length = littleEndian(webp[position + 4..<position + 8])
            let end = position + 8 + length + length % 2
            guard end <= webp.count else { return nil }
            if names.contains(String(decoding: webp[position..<position + 4], as: UTF8.self)) {
                return (position, length, end)
            }
            position = end
        }
        return nil
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let padding: [UInt8] = data.count % 2 == 1 ? [0] : []
        return Array(name.utf8) + littleEndian(data.count, bytes: 4) + data + padding
    }

    private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func littleEndian(_ value: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(value >> (8 * $0) & 0xFF) }
    }
}
