extension PictureText {
    /// The texts that a PNG, JPEG or WebP file carries, in the order in which they are written.
    ///
    /// Only the container is followed, no picture is decoded. JPEG and WebP hold two texts at most, in EXIF.
    package static func read(fromPicture bytes: [UInt8]) throws(ImageError) -> [PictureText] {
        switch try ImageFormat(sniffing: bytes) {
        case .png: return try read(from: bytes)
        case .jpeg: return exifSegment(ofJPEG: bytes).flatMap(EXIFBlock.init(tiff:))?.texts ?? []
        case .webp: return WebPContainer.exif(of: bytes).flatMap(EXIFBlock.init(tiff:))?.texts ?? []
        case .heic: return []
        }
    }

    /// The TIFF block of the first APP1 segment with EXIF, before any picture data.
    private static func exifSegment(ofJPEG jpeg: [UInt8]) -> ArraySlice<UInt8>? {
        let mark = Array("Exif\0\0".utf8)
        var position = 2
        while position + 4 <= jpeg.count, jpeg[position] == 0xFF {
            let marker = jpeg[position + 1]
            let isStartOfScan = marker == 0xDA
            let length = Int(jpeg[position + 2]) << 8 | Int(jpeg[position + 3])
            guard !isStartOfScan, length >= 2, position + 2 + length <= jpeg.count else { return nil }
            let payload = jpeg[position + 4..<position + 2 + length]
            if marker == 0xE1, payload.starts(with: mark) { return payload.dropFirst(mark.count) }
            position += 2 + length
        }
        return nil
    }
}
