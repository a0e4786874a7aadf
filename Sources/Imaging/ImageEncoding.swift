import CVips
package import Foundation

/// The file format of a picture. Qualities are 1...100.
package enum OutputFormat: Sendable, Equatable {
    case png
    case jpeg(quality: Int = 92)
    case webp(quality: Int = 90)

    /// Of file names.
    package static let endings = ".png, .jpg, .jpeg or .webp"

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
    ///   - dotsPerInch: is written together with the mark of sRGB; nil writes neither.
    package func encoded(
        as format: OutputFormat, texts: [PictureText] = [], dotsPerInch: Int? = nil
    ) throws(ImageError) -> [UInt8] {
        switch format {
        case .png:
            let png = try plainlyEncoded(as: CVIPS_PNG, quality: 100, dotsPerInch: dotsPerInch ?? 0)
            let marked = dotsPerInch == nil ? png : try PNGChunks.insertingMarkOfSRGB(into: png)
            return try PNGChunks.inserting(texts, into: marked)
        case .jpeg(let quality):
            let jpeg = try plainlyEncoded(as: CVIPS_JPEG, quality: quality)
            var segments = JPEGSegments()
            if let dotsPerInch { try segments.appendResolution(dotsPerInch) }
            let exif = EXIFBlock(texts)
            if !exif.isEmpty { try segments.append(exif) }
            if dotsPerInch != nil { try segments.appendColorProfile(Self.srgbProfile()) }
            return segments.inserted(into: jpeg)
        case .webp(let quality):
            let webp = try plainlyEncoded(as: CVIPS_WEBP, quality: quality)
            var exif = EXIFBlock(texts)
            exif.dotsPerInch = dotsPerInch
            return try WebPContainer.rewrapped(
                webp, profile: dotsPerInch == nil ? nil : Self.srgbProfile(), exif: exif.isEmpty ? nil : exif.tiff,
                width: width, height: height)
        }
    }

    /// Encodes by the file's extension and writes atomically.
    package func write(
        to url: URL, texts: [PictureText] = [], dotsPerInch: Int? = nil, isDurable: Bool = true
    ) throws(ImageError) {
        let format = try OutputFormat(forFileNamed: url.lastPathComponent)
        try writeAtomically(
            encoded(as: format, texts: texts, dotsPerInch: dotsPerInch), to: url, isDurable: isDurable)
    }

    /// Writes pictures of one size as an animated WebP.
    ///
    /// - Parameter delays: milliseconds that each stands.
    package static func writeAnimation(
        _ frames: [RGBImage], delays: [Int], width: Int, height: Int, to url: URL
    ) throws(ImageError) {
        try startVips()
        guard !frames.isEmpty, frames.count == delays.count, frames.count * height <= 1 << 20,
            frames.allSatisfy({ $0.width == width && $0.height == height })
        else { throw .notEncoded(detail: "the pictures of an animation differ in size") }
        var message = MessageBuffer()
        var buffer: UnsafeMutablePointer<UInt8>?
        var length = 0
        let pixels = frames.flatMap(\.pixels)
        let status = cvips_animate(
            pixels, Int32(width), Int32(height), Int32(frames.count), delays.map(Int32.init), 80, &buffer, &length,
            &message.characters)
        guard status == 0, let buffer else { throw .notEncoded(detail: message.firstLine) }
        defer { cvips_free(buffer) }
        try writeAtomically(Array(UnsafeBufferPointer(start: buffer, count: length)), to: url)
    }

    /// The ICC profile of sRGB.
    private static func srgbProfile() throws(ImageError) -> [UInt8] {
        try startVips()
        var message = MessageBuffer()
        var buffer: UnsafeMutablePointer<UInt8>?
        var length = 0
        guard cvips_srgb_profile(&buffer, &length, &message.characters) == 0, let buffer else {
            throw .notEncoded(detail: message.firstLine)
        }
        defer { cvips_free(buffer) }
        return Array(UnsafeBufferPointer(start: buffer, count: length))
    }

    private func plainlyEncoded(
        as format: cvips_format, quality: Int, dotsPerInch: Int = 0
    ) throws(ImageError) -> [UInt8] {
        try startVips()
        let largest = format == CVIPS_WEBP ? 16_383 : 65_535
        guard width <= largest, height <= largest else {
            throw .notEncoded(detail: "\(width) × \(height) is larger than the format holds")
        }
        var message = MessageBuffer()
        var buffer: UnsafeMutablePointer<UInt8>?
        var length = 0
        let status = cvips_encode(
            pixels, Int32(width), Int32(height), format, Int32(min(max(quality, 1), 100)), Int32(dotsPerInch), &buffer,
            &length, &message.characters)
        guard status == 0, let buffer else { throw .notEncoded(detail: message.firstLine) }
        defer { cvips_free(buffer) }
        return Array(UnsafeBufferPointer(start: buffer, count: length))
    }
}
