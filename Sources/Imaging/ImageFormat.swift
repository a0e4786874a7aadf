import CVips

/// The formats that are read. All but HEIC are also written.
package enum ImageFormat: String, Sendable, CaseIterable {
    case jpeg, png, webp, heic

    package var name: String {
        switch self {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .webp: "WebP"
        case .heic: "HEIC"
        }
    }

    /// Detects the format by the first bytes, never by a file name.
    package init(sniffing bytes: [UInt8]) throws(ImageError) {
        if bytes.isEmpty { throw .emptyFile }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: PNGChunks.signature) {
            self = .png
        } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            self = .webp
        } else if bytes.dropFirst(4).starts(with: Array("ftyp".utf8)) {
            self = try Self.heifBrand(of: bytes)
        } else if let other = Self.nameOfOtherKind(bytes) {
            throw .unsupportedKind(other)
        } else {
            throw .notAnImage
        }
    }

    /// ISO/IEC 23008-12: the major brand or one of the compatible brands names the coding.
    private static func heifBrand(of bytes: [UInt8]) throws(ImageError) -> ImageFormat {
        let boxLength = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let end = min(boxLength, bytes.count, 256)
        let brands = stride(from: 8, to: max(end - 3, 8), by: 4).map { start in
            String(decoding: bytes[start..<start + 4], as: UTF8.self)
        }
        if brands.contains(where: ["heic", "heix", "heim", "heis", "hevc", "hevx"].contains) { return .heic }
        if brands.contains(where: ["avif", "avis"].contains) { throw .unsupportedKind("AVIF") }
        if brands.contains(where: ["mif1", "msf1"].contains) { return .heic }
        throw .notAnImage
    }

    private static func nameOfOtherKind(_ bytes: [UInt8]) -> String? {
        let signatures: [(String, [UInt8])] = [
            ("GIF", Array("GIF8".utf8)), ("BMP", Array("BM".utf8)), ("TIFF", [0x49, 0x49, 0x2A, 0x00]),
            ("TIFF", [0x4D, 0x4D, 0x00, 0x2A]), ("PDF", Array("%PDF".utf8)), ("Photoshop", Array("8BPS".utf8)),
            ("JPEG XL", [0xFF, 0x0A]), ("JPEG 2000", [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20]),
            ("SVG", Array("<svg".utf8)), ("OpenEXR", [0x76, 0x2F, 0x31, 0x01]),
        ]
        return signatures.first { bytes.starts(with: $0.1) }?.0
    }

    var cvips: cvips_format {
        switch self {
        case .jpeg: CVIPS_JPEG
        case .png: CVIPS_PNG
        case .webp: CVIPS_WEBP
        case .heic: CVIPS_HEIC
        }
    }
}
