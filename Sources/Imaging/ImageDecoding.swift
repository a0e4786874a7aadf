import CVips
package import Foundation

/// Limits for a photograph, checked before it is decoded.
package struct DecodingLimits: Sendable, Equatable {
    /// Width × height of the picture; 64 million pixels are 192 MB decoded.
    package var pixels = 64_000_000
    /// Size of the file.
    package var bytes = 50_000_000

    package init() {}

    package init(pixels: Int, bytes: Int) {
        self.pixels = pixels
        self.bytes = bytes
    }
}

extension RGBImage {
    /// Decodes a JPEG, PNG, WebP or HEIC file, told by its content.
    ///
    /// The result is upright (EXIF orientation applied), sRGB (embedded profile applied), 8 bits, without alpha
    /// (flattened over white) and without metadata. Sizes are checked from the header before pixels are decoded.
    package init(decoding bytes: [UInt8], limits: DecodingLimits = DecodingLimits()) throws(ImageError) {
        let (format, size) = try Self.readHeader(of: bytes, limits: limits)
        let width = Int(size.width)
        let height = Int(size.height)
        var message = MessageBuffer()
        var pixels = [UInt8](repeating: 0, count: 3 * width * height)
        guard cvips_decode(bytes, bytes.count, format.cvips, size, &pixels, &message.characters) == 0 else {
            throw .damaged(format, detail: message.firstLine)
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    package init(contentsOf url: URL, limits: DecodingLimits = DecodingLimits()) throws(ImageError) {
        try self.init(decoding: readBoundedFile(url, limit: limits.bytes), limits: limits)
    }

    private static func readHeader(
        of bytes: [UInt8], limits: DecodingLimits
    ) throws(ImageError) -> (ImageFormat, cvips_size) {
        guard bytes.count <= limits.bytes else { throw .fileTooLarge(bytes: bytes.count, limit: limits.bytes) }
        let format = try ImageFormat(sniffing: bytes)
        if format == .webp, let canvas = WebPContainer.canvasSize(of: bytes) {
            // The WebP loader allocates an animation's canvas while it opens the file.
            try check(width: canvas.width, height: canvas.height, limits: limits)
        }
        try startVips()
        var size = cvips_size()
        var message = MessageBuffer()
        guard cvips_read_size(bytes, bytes.count, format.cvips, &size, &message.characters) == 0,
            size.width > 0, size.height > 0
        else { throw .damaged(format, detail: message.firstLine) }
        try check(width: Int(size.width), height: Int(size.height), limits: limits)
        return (format, size)
    }

    private static func check(width: Int, height: Int, limits: DecodingLimits) throws(ImageError) {
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= limits.pixels else {
            throw .tooManyPixels(width: width, height: height, limit: limits.pixels)
        }
    }
}

/// Room for one message of libvips.
struct MessageBuffer {
    var characters = [CChar](repeating: 0, count: Int(CVIPS_MESSAGE_CAPACITY))

    var firstLine: String {
        let bytes = characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "\n").first.map(String.init) ?? ""
    }
}

func startVips() throws(ImageError) {
    var message = MessageBuffer()
    guard cvips_start(&message.characters) == 0 else { throw .libraryUnavailable(detail: message.firstLine) }
}
