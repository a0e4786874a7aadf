import Support
import TestSupport
import Testing

@testable import Imaging

/// Mutated files may be read or refused; anything else ends the process and so the test.
@Suite("Fuzz: pictures")
struct FuzzTests {
    static let files = [
        "picture.png", "palette.png", "alpha.png", "profile.png", "rgb16.png", "picture.jpg", "progressive.jpg",
        "cmyk.jpg", "orientation6.jpg", "picture.webp", "alpha.webp", "lossy.webp", "orientation6.webp",
        "picture.heic", "orientation6.heic",
    ]

    @Test("decoder", arguments: files)
    func decoder(file: String) throws {
        let original = try Fixture.bytes(file)
        var refused = 0
        Fuzz.mutations(of: original, rounds: Fuzz.rounds(150)) { mutated in
            do throws(ImageError) {
                let limits = DecodingLimits(pixels: 1_000_000, bytes: 1_000_000)
                let image = try RGBImage(decoding: mutated, limits: limits)
                #expect(image.pixels.count == 3 * image.width * image.height)
            } catch {
                #expect(!error.description.isEmpty)
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test("PNG text reader", arguments: ["texts.png", "picture.png"])
    func textReader(file: String) throws {
        let original = try Fixture.bytes(file)
        Fuzz.mutations(of: original, rounds: Fuzz.rounds(2_000)) { mutated in
            do throws(ImageError) {
                #expect(try PictureText.read(from: mutated).count <= PictureText.countLimit)
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test("text reader of JPEG and WebP", arguments: [OutputFormat.jpeg(), .webp()])
    func exifReader(format: OutputFormat) throws {
        let picture = RGBImage(width: 16, height: 16)
        let texts = [PictureText(keyword: "parameters", text: "Steps: 1"), PictureText(keyword: "narcis", text: "{}")]
        let original = try picture.encoded(as: format, texts: texts)
        Fuzz.mutations(of: Array(original.prefix(200)), rounds: Fuzz.rounds(2_000)) { mutated in
            do throws(ImageError) {
                #expect(try PictureText.read(fromPicture: mutated).count <= 2)
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test("format sniffing and WebP header", arguments: 0..<40)
    func prefixes(length: Int) {
        var random = SeededRandom(seed: UInt64(length))
        for start in ["RIFF....WEBPVP8X", "RIFF....WEBPVP8L", "....ftypheic", "\u{89}PNG", ""] {
            let bytes = Array(start.utf8) + (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            _ = WebPContainer.canvasSize(of: bytes)
            #expect(throws: ImageError.self) { try RGBImage(decoding: bytes) }
        }
    }
}
