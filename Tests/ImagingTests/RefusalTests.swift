import Foundation
import TestSupport
import Testing

@testable import Imaging

@Suite("Refused files")
struct RefusalTests {
    @Test("an empty file, text and other kinds of pictures are told apart")
    func kinds() throws {
        #expect(throws: ImageError.emptyFile) { try RGBImage(decoding: []) }
        #expect(throws: ImageError.notAnImage) { try RGBImage(decoding: Array("not a picture at all".utf8)) }
        #expect(throws: ImageError.unsupportedKind("GIF")) { try RGBImage(decoding: Fixture.bytes("picture.gif")) }
        #expect(throws: ImageError.unsupportedKind("TIFF")) { try RGBImage(decoding: Fixture.bytes("picture.tiff")) }
        let avif: [UInt8] = [0, 0, 0, 24] + Array("ftypavif".utf8) + [0, 0, 0, 0] + Array("mif1avif".utf8)
        #expect(throws: ImageError.unsupportedKind("AVIF")) { try RGBImage(decoding: avif) }
    }

    @Test(
        "a picture above the pixel limit is refused by its header",
        arguments: ["picture.png", "picture.jpg", "picture.webp", "picture.heic", "lossy.webp"])
    func tooManyPixels(file: String) throws {
        let limits = DecodingLimits(pixels: 60 * 44 - 1, bytes: 1_000_000)
        let error = ImageError.tooManyPixels(width: 60, height: 44, limit: 60 * 44 - 1)
        #expect(throws: error) { try RGBImage(decoding: Fixture.bytes(file), limits: limits) }
        #expect(throws: Never.self) {
            try RGBImage(decoding: Fixture.bytes(file), limits: DecodingLimits(pixels: 60 * 44, bytes: 1_000_000))
        }
    }

    @Test("a PNG that claims 60,000 × 60,000 pixels is refused before memory is taken")
    func lyingHeader() throws {
        var png = try Fixture.bytes("picture.png")
        png.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
        let checksum = PNGChunks.crc32(png[12..<29])
        png.replaceSubrange(29..<33, with: [24, 16, 8, 0].map { UInt8(checksum >> $0 & 0xFF) })
        #expect(throws: ImageError.tooManyPixels(width: 60_000, height: 60_000, limit: 64_000_000)) {
            try RGBImage(decoding: png)
        }
    }

    @Test("an animated WebP that claims a huge canvas is refused before it is opened")
    func lyingCanvas() throws {
        let canvas: [UInt8] = [2, 0, 0, 0, 0xFE, 0x3F, 0, 0xFE, 0x3F, 0]
        var webp = Array("RIFF".utf8) + [200, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0] + canvas
        webp += [UInt8](repeating: 0, count: 100)
        #expect(throws: ImageError.tooManyPixels(width: 16_383, height: 16_383, limit: 64_000_000)) {
            try RGBImage(decoding: webp)
        }
    }

    @Test(
        "a file cut in the middle is damaged, not half a picture",
        arguments: [
            ("picture.png", ImageFormat.png), ("picture.jpg", .jpeg), ("picture.webp", .webp), ("picture.heic", .heic),
        ])
    func truncated(file: String, format: ImageFormat) throws {
        let bytes = try Fixture.bytes(file)
        for share in [0.3, 0.6, 0.9] {
            let part = Array(bytes.prefix(Int(Double(bytes.count) * share)))
            let error = #expect(throws: ImageError.self) { try RGBImage(decoding: part) }
            guard case .damaged(format, _) = error else {
                Issue.record("\(file) cut at \(share): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("missing, oversized and special files are refused with their reason")
    func files() throws {
        try withTemporaryFolder { folder in
            let missing = folder.appending(path: "missing.jpg")
            #expect(
                throws: ImageError.unreadable(
                    path: missing.path(percentEncoded: false), reason: "there is no such file or folder")
            ) { try RGBImage(contentsOf: missing) }
            #expect(throws: ImageError.unreadable(path: folder.path(percentEncoded: false), reason: "it is not a file"))
            { try RGBImage(contentsOf: folder) }
            let large = folder.appending(path: "large.png")
            try Data(count: 2_000_001).write(to: large)
            #expect(throws: ImageError.fileTooLarge(bytes: 2_000_001, limit: 2_000_000)) {
                try RGBImage(contentsOf: large, limits: DecodingLimits(pixels: 1_000, bytes: 2_000_000))
            }
        }
    }

    @Test("every message is one sentence that says what to do")
    func messages() {
        #expect(
            ImageError.tooManyPixels(width: 12_000, height: 9_000, limit: 64_000_000).description
                == "The picture is too large to decode: 12000 × 9000 is 108 megapixels, the limit is 64; save it smaller."
        )
        #expect(ImageError.damaged(.jpeg, detail: "").description.hasPrefix("The JPEG file is damaged or cut short"))
    }
}
