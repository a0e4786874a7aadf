import Foundation
import Testing

@testable import Imaging

@Suite("Decoding")
struct DecodingTests {
    @Test(
        "every format gives the picture that was written",
        arguments: [
            ("picture.png", 0, 0.0), ("picture.webp", 0, 0), ("rgb16.png", 1, 0.5), ("picture.jpg", 24, 3),
            ("picture.heic", 40, 4), ("progressive.jpg", 130, 16), ("lossy.webp", 255, 24),
        ])
    func decodes(file: String, largest: Int, mean: Double) throws {
        let expected = try Fixture.raw("picture.rgb", width: 60, height: 44)
        let decoded = try RGBImage(decoding: Fixture.bytes(file))
        let found = try difference(decoded, expected)
        #expect(found.largest <= largest)
        #expect(found.mean <= mean)
    }

    @Test("gray and palette become RGB", arguments: ["gray.png", "gray.jpg", "gray16.png", "palette.png"])
    func gray(file: String) throws {
        let decoded = try RGBImage(decoding: Fixture.bytes(file))
        #expect(decoded.width == 60 && decoded.height == 44)
        let isGray = stride(from: 0, to: decoded.pixels.count, by: 3).allSatisfy { start in
            Set(decoded.pixels[start..<start + 3]).count == 1
        }
        #expect(isGray == file.hasPrefix("gray"))
        guard file.hasPrefix("gray") else { return }
        let luminance = try GrayImage(luminanceOf: Fixture.raw("picture.rgb", width: 60, height: 44))
        let mean =
            zip(luminance.values, stride(from: 0, to: decoded.pixels.count, by: 3))
            .map { abs($0 - Float(decoded.pixels[$1])) }.reduce(0, +) / Float(luminance.values.count)
        #expect(mean < 2)
    }

    @Test("CMYK becomes RGB of about the same colors")
    func cmyk() throws {
        let decoded = try RGBImage(decoding: Fixture.bytes("cmyk.jpg"))
        let expected = try Fixture.raw("picture.rgb", width: 60, height: 44)
        #expect(try difference(decoded, expected).mean < 60)
    }

    @Test("alpha is flattened over white", arguments: ["alpha.png", "alpha.webp"])
    func alpha(file: String) throws {
        let expected = try Fixture.raw("alpha.rgb", width: 60, height: 44)
        #expect(try difference(RGBImage(decoding: Fixture.bytes(file)), expected).largest <= 1)
    }

    @Test("an embedded profile is converted to sRGB as Little CMS does")
    func profile() throws {
        let expected = try Fixture.raw("profile.rgb", width: 60, height: 44)
        let found = try difference(RGBImage(decoding: Fixture.bytes("profile.png")), expected)
        #expect(found.largest <= 3)
        #expect(found.mean < 0.8)
    }

    @Test("every EXIF orientation is applied", arguments: 1...8)
    func orientation(value: Int) throws {
        // Corners red, green / blue, white as stored; named clockwise from the top left once upright.
        let upright = ["RGWB", "GRBW", "WBRG", "BWGR", "RBWG", "BRGW", "WGRB", "GWBR"]
        let image = try RGBImage(decoding: Fixture.bytes("orientation\(value).jpg"))
        #expect((image.width > image.height) == (value < 5))
        #expect(corners(of: image) == upright[value - 1])
    }

    @Test(
        "orientation holds for the other formats, once",
        arguments: [("orientation6.webp", "BRGW"), ("orientation6.heic", "WBRG"), ("upright.heic", "RGWB")])
    func otherOrientation(file: String, expected: String) throws {
        #expect(try corners(of: RGBImage(decoding: Fixture.bytes(file))) == expected)
    }

    /// The colors of the corners, clockwise from the top left.
    private func corners(of image: RGBImage) -> String {
        let (right, bottom) = (image.width - 4, image.height - 4)
        return [(3, 3), (right, 3), (right, bottom), (3, bottom)].map { x, y in
            let color = image[x, y]
            if min(color.red, color.green, color.blue) > 180 { return "W" }
            if color.red > color.green, color.red > color.blue { return "R" }
            return color.green > color.blue ? "G" : "B"
        }.joined()
    }
}
