import Foundation
import TestSupport
import Testing

@testable import Imaging

@Suite("Encoding")
struct EncodingTests {
    let picture: RGBImage

    init() throws {
        picture = try Fixture.raw("picture.rgb", width: 60, height: 44)
    }

    @Test("PNG gives every pixel back; JPEG and WebP come near; equal input gives equal bytes")
    func roundTrip() throws {
        for (format, mean) in [(OutputFormat.png, 0.0), (.jpeg(quality: 95), 4), (.webp(quality: 95), 20)] {
            let texts = [PictureText(keyword: "parameters", text: "a portrait\nSteps: 10")]
            let bytes = try picture.encoded(as: format, texts: texts)
            #expect(try difference(RGBImage(decoding: bytes), picture).mean <= mean)
            #expect(try picture.encoded(as: format, texts: texts) == bytes)
        }
    }

    @Test("the format follows the extension")
    func extensions() throws {
        #expect(try OutputFormat(forFileNamed: "a.b.PNG") == .png)
        #expect(try OutputFormat(forFileNamed: "me.jpeg") == .jpeg())
        #expect(try OutputFormat(forFileNamed: "me.webp") == .webp())
        for name in ["me", "me.gif", ".png.", "png", ""] {
            #expect(throws: ImageError.unknownExtension(name)) { try OutputFormat(forFileNamed: name) }
        }
    }

    @Test("PNG text written by Pillow is read")
    func readsForeignText() throws {
        let texts = try PictureText.read(from: Fixture.bytes("texts.png"))
        #expect(
            texts == [
                PictureText(keyword: "parameters", text: "a portrait, café\nSteps: 10"),
                PictureText(keyword: "unicode", text: "肖像 – portrait"),
            ])
    }

    @Test("PNG text comes back whole, Latin-1 as tEXt and the rest as iTXt")
    func textRoundTrip() throws {
        let texts = [
            PictureText(keyword: "parameters", text: "café, naïve\nNegative prompt: none"),
            PictureText(keyword: "narcis", text: #"{"prompt": "肖像 🎨", "seed": 18446744073709551615}"#),
            PictureText(keyword: "empty", text: ""),
        ]
        let png = try picture.encoded(as: .png, texts: texts)
        #expect(try PictureText.read(from: png) == texts)
        let types = try PNGChunks.chunks(of: png).map(\.type)
        #expect(types.prefix(4) == ["IHDR", "tEXt", "iTXt", "tEXt"])
        #expect(try RGBImage(decoding: png) == picture)
    }

    @Test("text that a chunk cannot hold is refused")
    func badText() {
        let long = String(repeating: "a", count: PictureText.byteLimit + 1)
        for text in [
            PictureText(keyword: "", text: "a"), PictureText(keyword: "肖", text: "a"),
            PictureText(keyword: "k", text: "a\0b"),
            PictureText(keyword: String(repeating: "k", count: 80), text: "a"), PictureText(keyword: "k", text: long),
        ] {
            #expect(throws: ImageError.self) { try picture.encoded(as: .png, texts: [text]) }
        }
        let comment = [PictureText(keyword: "parameters", text: String(repeating: "a", count: 40_000))]
        #expect(throws: ImageError.self) { try picture.encoded(as: .jpeg(), texts: comment) }
    }

    @Test(
        "the EXIF user comment is the block that piexif writes",
        arguments: [("usercomment_ascii.tiff", "a portrait\nSteps: 10"), ("usercomment_unicode.tiff", "肖像 🎨 café")])
    func userComment(file: String, text: String) throws {
        let expected = try Fixture.bytes(file)
        let block = EXIFBlock([PictureText(keyword: "parameters", text: text)]).tiff
        let comment = 8 + 2 * text.utf16.count
        #expect(block.suffix(comment) == expected.suffix(comment))
        // Up to the comment's offset both agree; piexif leaves out the empty link to a next directory.
        #expect(block.prefix(36) == expected.prefix(36))
        #expect(block.count == expected.count + 4)
    }

    @Test("a JPEG and a WebP carry both texts, and nothing where there is none")
    func exifTexts() throws {
        let json = PictureText(keyword: "narcis", text: "{\"words\":\"肖像 🎨\"}")
        let infotext = PictureText(keyword: "parameters", text: "café\nSteps: 10, Seed: 1")
        for format in [OutputFormat.jpeg(), .webp()] {
            let bytes = try picture.encoded(as: format, texts: [json, infotext])
            #expect(try PictureText.read(fromPicture: bytes) == [infotext, json])
            #expect(try RGBImage(decoding: bytes) == RGBImage(decoding: picture.encoded(as: format)))
            let plain = try picture.encoded(as: format)
            #expect(try PictureText.read(fromPicture: plain).isEmpty)
            #expect(Data(plain).range(of: Data("Exif".utf8)) == nil)
            #expect(try PictureText.read(fromPicture: picture.encoded(as: format, texts: [infotext])) == [infotext])
        }
        let png = try picture.encoded(as: .png, texts: [json, infotext])
        #expect(try PictureText.read(fromPicture: png) == [json, infotext])
    }

    @Test("other programs' user comments are read", arguments: ["usercomment_ascii.tiff", "usercomment_unicode.tiff"])
    func foreignComments(file: String) throws {
        let block = try #require(EXIFBlock(tiff: Fixture.bytes(file)[...]))
        #expect(block.comment == (file.contains("ascii") ? "a portrait\nSteps: 10" : "肖像 🎨 café"))
        #expect(block.note == nil)
    }

    @Test("a little-endian block is read, and one that points outside itself holds nothing")
    func littleEndian() throws {
        // IFD0 at 8 with the Exif pointer to 26; there the comment of 12 bytes at 44.
        var block: [UInt8] = Array("II".utf8) + [42, 0, 8, 0, 0, 0]
        block += [1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]
        block += [1, 0, 0x86, 0x92, 7, 0, 12, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0]
        block += Array("UNICODE\0".utf8) + [0x48, 0, 0x69, 0]
        #expect(EXIFBlock(tiff: block[...])?.comment == "Hi")
        block[36] = 45
        #expect(EXIFBlock(tiff: block[...])?.comment == nil)
        block[39] = 0xFF
        #expect(EXIFBlock(tiff: block[...])?.comment == nil)
        #expect(EXIFBlock(tiff: block[..<20]) == nil)
        #expect(EXIFBlock(tiff: []) == nil)
    }

    @Test("a file is written whole or not at all, and replaced in one step")
    func atomicWriting() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "portrait.png")
            try picture.write(to: url)
            try picture.cropped(to: PixelRect(x: 0, y: 0, width: 10, height: 10)).write(to: url)
            #expect(try RGBImage(contentsOf: url).width == 10)
            #expect(throws: ImageError.self) { try picture.write(to: folder.appending(path: "no/portrait.png")) }
            try FileManager.default.createDirectory(
                at: folder.appending(path: "taken.png/inside"), withIntermediateDirectories: true)
            #expect(throws: ImageError.self) { try picture.write(to: folder.appending(path: "taken.png")) }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(left == ["portrait.png", "taken.png"])
        }
    }

    @Test("a cancelled task writes what is finished, also under the longest name there is")
    func cancelledWriting() async throws {
        try await withTemporaryFolder { folder async throws in
            let name = String(repeating: "a", count: 251) + ".png"
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try writeAtomically([1, 2, 3], to: folder.appending(path: name))
            }
            try await task.value
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
        }
    }
}

@Suite("What a WebP tells of itself")
struct WebPContainerTests {
    private static let picture = RGBImage(width: 16, height: 8, filledWith: .white)

    @Test("dots per inch and the profile of sRGB, with texts and without")
    func resolution() throws {
        let texts = ["parameters", "narcis"].map { PictureText(keyword: $0, text: "words") }
        for texts in [[], texts] {
            let webp = try Self.picture.encoded(as: .webp(), texts: texts, dotsPerInch: 300)
            // Flags of the profile and of EXIF; the profile stands before the picture, EXIF behind it.
            #expect(Array(webp[12..<16]) == Array("VP8X".utf8) && webp[20] == 1 << 5 | 1 << 3)
            let places = try ["ICCP", "VP8 ", "EXIF"].map {
                try #require(webp.firstRange(of: Array($0.utf8))).lowerBound
            }
            #expect(places == places.sorted())
            // IFD0: x and y resolution as 300/1, in inches.
            let exif = try #require(WebPContainer.exif(of: webp)), start = exif.startIndex
            let count = texts.isEmpty ? 3 : 4
            #expect(Array(exif[start + 8..<start + 12]) == [0, UInt8(count), 0x01, 0x1A])
            let fraction = start + 8 + 2 + count * 12 + 4
            #expect(Array(exif[fraction..<fraction + 8]) == [0, 0, 1, 44, 0, 0, 0, 1])
            #expect(try PictureText.read(fromPicture: webp) == texts)
            let read = try RGBImage(decoding: webp)
            #expect(read.width == 16 && read.height == 8)
        }
        #expect(try Array(Self.picture.encoded(as: .webp())[12..<16]) == Array("VP8 ".utf8))
    }
}

@Suite("What a JPEG tells of itself")
struct JPEGSegmentTests {
    private static let picture = RGBImage(width: 16, height: 8, filledWith: .white)

    @Test("dots per inch and the profile of sRGB, with texts and without")
    func resolution() throws {
        let text = PictureText(keyword: "parameters", text: "words")
        for texts in [[], [text]] {
            let jpeg = try Self.picture.encoded(as: .jpeg(), texts: texts, dotsPerInch: 300)
            let start: [UInt8] =
                [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 2, 1, 1, 44, 1, 44, 0, 0]
            #expect(jpeg.starts(with: start))
            #expect(jpeg.firstRange(of: Array("ICC_PROFILE\0".utf8) + [1, 1]) != nil)
            #expect(try PictureText.read(fromPicture: jpeg) == texts)
            let read = try RGBImage(decoding: jpeg)
            #expect(read.width == 16 && read.height == 8)
        }
        let plain = try Self.picture.encoded(as: .jpeg())
        #expect(plain[2] == 0xFF && plain[3] == 0xDB)
    }

    @Test("libvips' own segments make room")
    func replaced() throws {
        var segments = JPEGSegments()
        try segments.appendResolution(72)
        let old: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xED, 0, 2, 0xFF, 0xDB, 0, 2]
        #expect(segments.inserted(into: old) == [0xFF, 0xD8] + segments.bytes + [0xFF, 0xDB, 0, 2])
        #expect(segments.inserted(into: [0xFF]) == [0xFF] + segments.bytes)
    }
}
