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

    /// Wraps a plain WebP file into the extended form with an EXIF chunk.
    static func inserting(exif: [UInt8], into webp: [UInt8], width: Int, height: Int) throws(ImageError) -> [UInt8] {
        guard exif.count <= PNGText.byteLimit * 2 else { throw .invalidText("it is longer than the limit") }
        guard webp.count > 12 else { throw .notEncoded(detail: "the WebP file is too short") }
        let isPlain = ["VP8 ", "VP8L"].contains(String(decoding: webp[12..<16], as: UTF8.self))
        guard isPlain else { throw .notEncoded(detail: "the WebP file is not of the plain form") }
        let exifFlag: UInt8 = 1 << 3
        let extended = [exifFlag, 0, 0, 0] + littleEndian(width - 1, bytes: 3) + littleEndian(height - 1, bytes: 3)
        let body =
            Array("WEBP".utf8) + chunk("VP8X", extended) + Array(webp[12...]) + chunk("EXIF", exif)
        return Array("RIFF".utf8) + littleEndian(body.count, bytes: 4) + body
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
