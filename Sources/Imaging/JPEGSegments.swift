/// The application segments before the picture in a JPEG file (ITU-T T.81, annex B).
struct JPEGSegments {
    private(set) var bytes: [UInt8] = []

    /// JFIF 1.02 (ITU-T T.871): dots per inch, no thumbnail. It must be the first segment.
    mutating func appendResolution(_ dotsPerInch: Int) throws(ImageError) {
        let dots = min(max(dotsPerInch, 1), 0xFFFF), two = [UInt8(dots >> 8), UInt8(dots & 0xFF)]
        try append(0xE0, Array("JFIF\0".utf8) + [1, 2, 1] + two + two + [0, 0])
    }

    mutating func append(_ exif: EXIFBlock) throws(ImageError) { try append(0xE1, Array("Exif\0\0".utf8) + exif.tiff) }

    /// One piece of a profile (ICC.1:2010, B.4); those of sRGB fit into one.
    mutating func appendColorProfile(_ profile: [UInt8]) throws(ImageError) {
        try append(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1] + profile)
    }

    private mutating func append(_ marker: UInt8, _ payload: [UInt8]) throws(ImageError) {
        let length = payload.count + 2
        guard length <= 0xFFFF else {
            throw .invalidText("a JPEG file holds 65,000 bytes of text; write a PNG instead")
        }
        bytes += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + payload
    }

    /// The picture with these segments in place of its own: libvips writes some of them or none, by its version.
    func inserted(into jpeg: [UInt8]) -> [UInt8] {
        var position = 2
        while position + 4 <= jpeg.count, jpeg[position] == 0xFF, (0xE0...0xEF).contains(jpeg[position + 1]) {
            position += 2 + (Int(jpeg[position + 2]) << 8 | Int(jpeg[position + 3]))
        }
        return Array(jpeg.prefix(2)) + bytes + jpeg.dropFirst(position)
    }
}
