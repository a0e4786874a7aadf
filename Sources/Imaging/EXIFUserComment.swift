/// The EXIF user comment, where image generators keep their parameters in JPEG and WebP files.
///
/// Layout: EXIF 2.32, section 4.6.5 (tag 0x9286), character code `UNICODE`, UTF-16 in the file's byte order.
enum EXIFUserComment {
    /// A TIFF block of two directories: IFD0 points to the Exif IFD, which holds the comment alone.
    static func tiffBlock(_ text: String) -> [UInt8] {
        let comment = Array("UNICODE\0".utf8) + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let firstDirectory = 8
        let directoryLength = 2 + 12 + 4
        let exifDirectory = firstDirectory + directoryLength
        var block: [UInt8] = Array("MM".utf8) + [0, 42] + bigEndian(firstDirectory)
        block += [0, 1, 0x87, 0x69, 0, 4] + bigEndian(1) + bigEndian(exifDirectory) + bigEndian(0)
        block += [0, 1, 0x92, 0x86, 0, 7] + bigEndian(comment.count) + bigEndian(exifDirectory + directoryLength)
        block += bigEndian(0)
        return block + comment
    }

    /// Adds an APP1 segment right after the start marker.
    static func inserting(_ text: String, intoJPEG jpeg: [UInt8]) throws(ImageError) -> [UInt8] {
        let payload = Array("Exif\0\0".utf8) + tiffBlock(text)
        guard payload.count + 2 <= 0xFFFF else {
            throw .invalidText("a JPEG file holds at most 32,700 characters; write a PNG instead")
        }
        let length = payload.count + 2
        return Array(jpeg[..<2]) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + payload + jpeg[2...]
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
    }
}
