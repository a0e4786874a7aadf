internal import CVips
package import Foundation

/// How a picture is written. Qualities are 1...100.
package enum OutputFormat: Sendable, Equatable {
    case png
    case jpeg(quality: Int = 92)
    case webp(quality: Int = 90)

    /// By the extension of the file: png, jpg, jpeg or webp.
    package init(forFileNamed name: String) throws(ImageError) {
        let suffix = name.split(separator: ".", omittingEmptySubsequences: false).last?.lowercased()
        switch name.contains(".") ? suffix : nil {
        case "png": self = .png
        case "jpg", "jpeg": self = .jpeg()
        case "webp": self = .webp()
        default: throw .unknownExtension(name)
        }
    }
}

extension RGBImage {
    /// Encodes the picture; equal input gives equal bytes.
    ///
    /// - Parameter texts: PNG stores each as a text chunk under its keyword. JPEG and WebP hold two, in EXIF: the user
    ///   comment takes the text of the keyword `parameters`, or else the first one, the maker note the next one.
    package func encoded(as format: OutputFormat, texts: [PictureText] = []) throws(ImageError) -> [UInt8] {
        switch format {
        case .png:
            return try PNGChunks.inserting(texts, into: plainlyEncoded(as: CVIPS_PNG, quality: 100))
        case .jpeg(let quality):
            let jpeg = try plainlyEncoded(as: CVIPS_JPEG, quality: quality)
            let exif = EXIFBlock(texts)
            return exif.isEmpty ? jpeg : try exif.inserted(intoJPEG: jpeg)
        case .webp(let quality):
            let webp = try plainlyEncoded(as: CVIPS_WEBP, quality: quality)
            let exif = EXIFBlock(texts)
            return try WebPContainer.rewrapped(
                webp, exif: exif.isEmpty ? nil : exif.tiff, width: width, height: height)
        }
    }

    /// Encodes by the file's extension and writes atomically.
    package func write(to url: URL, texts: [PictureText] = [], isDurable: Bool = true) throws(ImageError) {
        let format = try OutputFormat(forFileNamed: url.lastPathComponent)
        try writeAtomically(encoded(as: format, texts: texts), to: url, isDurable: isDurable)
    }

    private func plainlyEncoded(as format: cvips_format, quality: Int) throws(ImageError) -> [UInt8] {
        try startVips()
        let largest = format == CVIPS_WEBP ? 16_383 : 65_535
        guard width <= largest, height <= largest else {
            throw .notEncoded(detail: "\(width) × \(height) is larger than the format holds")
        }
        var message = MessageBuffer()
        var buffer: UnsafeMutablePointer<UInt8>?
        var length = 0
        let status = cvips_encode(
            pixels, Int32(width), Int32(height), format, Int32(min(max(quality, 1), 100)), &buffer, &length,
            &message.characters)
        guard status == 0, let buffer else { throw .notEncoded(detail: message.firstLine) }
        defer { cvips_free(buffer) }
        return Array(UnsafeBufferPointer(start: buffer, count: length))
    }
}
