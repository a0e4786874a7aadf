import Testing

@testable import Imaging

@Suite("Transforms")
struct TransformTests {
    let picture: RGBImage
    let smooth: RGBImage
    let cases: Fixture.Cases

    init() throws {
        picture = try Fixture.raw("picture.rgb", width: 60, height: 44)
        smooth = try RGBImage(decoding: Fixture.bytes("smooth.png"))
        cases = try Fixture.cases()
    }

    @Test("resampling equals Pillow's, level by level")
    func resampling() throws {
        let filters: [String: ResamplingFilter] = [
            "box": .box, "bilinear": .bilinear, "bicubic": .bicubic, "lanczos": .lanczos,
        ]
        #expect(cases.resize.count == 16)
        for entry in cases.resize {
            let filter = try #require(filters[entry.filter])
            let expected = try Fixture.raw(entry.file, width: entry.width, height: entry.height)
            let resized = picture.resized(width: entry.width, height: entry.height, filter: filter)
            #expect(try difference(resized, expected).largest == 0, "\(entry.file)")
        }
    }

    @Test("CLIP's shortest edge and center crop equal Pillow's")
    func clipPixels() throws {
        let expected = try Fixture.raw("clip28.rgb", width: 28, height: 28)
        #expect(try difference(picture.shortestEdgeCenterCrop(28), expected).largest == 0)
    }

    @Test("plain bilinear scaling equals OpenCV's within a level", arguments: [(41, 37), (130, 99)])
    func linear(width: Int, height: Int) throws {
        let expected = try Fixture.raw("linear_\(width)x\(height).rgb", width: width, height: height)
        #expect(try difference(smooth.scaledBilinear(width: width, height: height), expected).largest <= 1)
    }

    @Test("the affine warp equals OpenCV's within its fixed-point error")
    func warp() throws {
        let m = cases.warp
        let transform = AffineTransform(a: m[0], b: m[1], c: m[2], d: m[3], e: m[4], f: m[5])
        let expected = try Fixture.raw("warp_64x56.rgb", width: 64, height: 56)
        let warped = try #require(smooth.warped(by: transform, width: 64, height: 56))
        let found = try difference(warped, expected)
        #expect(found.largest <= 4)
        #expect(found.mean < 0.3)
    }

    @Test("a whole shift moves pixels untouched, a map without inverse gives nothing")
    func warpProperties() throws {
        let shift = AffineTransform(a: 1, b: 0, c: 3, d: 0, e: 1, f: -2)
        let warped = try #require(picture.warped(by: shift, width: 60, height: 44))
        #expect(warped[10, 10] == picture[7, 12])
        #expect(warped[0, 0] == .black)
        #expect(picture.warped(by: AffineTransform(a: 0, b: 0, c: 1, d: 0, e: 0, f: 1), width: 4, height: 4) == nil)
        let flat = AffineTransform(a: .nan, b: 0, c: 1, d: 0, e: 1, f: 1)
        #expect(picture.warped(by: flat, width: 4, height: 4) == nil)
        let inverse = try #require(AffineTransform(a: 2, b: 1, c: 5, d: -1, e: 3, f: 2).inverse)
        let back = inverse.apply(to: Point(x: 2 * 4 + 7 + 5, y: -4 + 3 * 7 + 2))
        #expect(abs(back.x - 4) < 1e-9 && abs(back.y - 7) < 1e-9)
    }

    @Test("a crop reaches outside with padding")
    func crop() {
        let cut = picture.cropped(to: PixelRect(x: -5, y: 40, width: 70, height: 10), padding: .white)
        #expect(cut.width == 70 && cut.height == 10)
        #expect(cut[0, 0] == .white && cut[69, 0] == .white && cut[20, 9] == .white)
        #expect(cut[5, 0] == picture[0, 40] && cut[64, 3] == picture[59, 43])
        let outside = picture.cropped(to: PixelRect(x: 200, y: -90, width: 3, height: 3))
        #expect(outside == RGBImage(width: 3, height: 3))
    }

    @Test("blending follows the mask")
    func blending() {
        let white = RGBImage(width: 60, height: 44, filledWith: .white)
        var mask = GrayImage(width: 60, height: 44)
        #expect(picture.blended(with: white, mask: mask) == picture)
        mask[3, 4] = 1
        mask[4, 4] = 0.5
        let mixed = picture.blended(with: white, mask: mask)
        #expect(mixed[3, 4] == .white)
        #expect(abs(Int(mixed[4, 4].red) - (Int(picture[4, 4].red) + 255) / 2) <= 1)
        #expect(mixed[5, 4] == picture[5, 4])
    }

    @Test("the Laplacian variance tells sharp from blurred as OpenCV's does")
    func sharpness() throws {
        let gray = GrayImage(luminanceOf: smooth)
        let sharp = GrayImage(width: gray.width, height: gray.height, values: gray.values.map { $0.rounded() })
        let expected = cases.sharpness
        #expect(abs(sharp.laplacianVariance / expected - 1) < 0.02)
        let soft = smooth.resized(width: smooth.width / 6, height: smooth.height / 6, filter: .box)
            .resized(width: smooth.width, height: smooth.height, filter: .bilinear)
        #expect(GrayImage(luminanceOf: soft).laplacianVariance < expected / 10)
        #expect(GrayImage(width: 1, height: 1, filledWith: 9).laplacianVariance == 0)
    }
}

@Suite("Edges and blocks")
struct EdgeTests {
    private let picture = RGBImage(width: 2, height: 2, pixels: [10, 0, 0, 20, 0, 0, 30, 0, 0, 40, 0, 0])

    @Test("a cut beyond the picture repeats its edge, or is black")
    func cropping() {
        let rect = PixelRect(x: -1, y: -1, width: 4, height: 4)
        let reds = stride(from: 0, to: 48, by: 3).map { picture.cropped(to: rect, outside: .edge).pixels[$0] }
        #expect(reds == [10, 10, 20, 20, 10, 10, 20, 20, 30, 30, 40, 40, 30, 30, 40, 40])
        #expect(picture.cropped(to: rect, outside: .black)[0, 0] == .black)
    }

    @Test("a warp beyond the picture repeats its edge where it is told to")
    func warping() throws {
        let shift = AffineTransform(a: 1, b: 0, c: 2, d: 0, e: 1, f: 0)
        let edge = try #require(picture.warped(by: shift, width: 4, height: 1, outside: .edge))
        #expect((0..<4).map { edge[$0, 0].red } == [10, 10, 10, 20])
        let black = try #require(picture.warped(by: shift, width: 4, height: 1))
        #expect((0..<4).map { black[$0, 0].red } == [0, 0, 10, 20])
    }

    @Test("a block's largest value stands for it, so that a thin line is never lost")
    func pooling() {
        var map = GrayImage(width: 16, height: 9)
        for y in 0..<9 { map[9, y] = 0.75 }
        let pooled = map.maximumPooled(by: 8)
        #expect(pooled.width == 2 && pooled.height == 2)
        #expect(pooled.values == [0, 0.75, 0, 0.75])
    }
}
