import FaceAnalysis
import Imaging
import Testing

@testable import PortraitEngine

@Suite("The face map")
struct FaceMaskTests {
    @Test("1 means change: the face is 1, the far field is 0")
    func polarity() throws {
        let map = try #require(FaceMask(.drawn(), feather: 0.15, forehead: 0.4))
        for inside in [(200.0, 200.0), (160, 180), (240, 180), (200, 290)] {
            #expect(map.value(at: Point(x: inside.0, y: inside.1)) == 1)
        }
        for outside in [(20.0, 20.0), (200, 400), (380, 200)] {
            #expect(map.value(at: Point(x: outside.0, y: outside.1)) == 0)
        }
    }

    @Test("it falls without a step from 1 at the outline to 0 at the feather's end")
    func feather() throws {
        let map = try #require(FaceMask(.drawn(), feather: 0.2, forehead: 0.4))
        // Straight down from the chin, the outline's lowest point.
        let values = stride(from: 0.5, to: map.featherWidth + 3, by: 0.5).map {
            map.value(at: Point(x: 200, y: 300 + $0))
        }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 && $0 - $1 < 0.06 })
        #expect(try #require(values.first) > 0.95 && values.last == 0)
        let half = map.value(at: Point(x: 200, y: 300 + map.featherWidth / 2))
        #expect(abs(half - 0.5) < 0.02)
        let hard = try #require(FaceMask(.drawn(), feather: 0, forehead: 0.4))
        #expect(hard.value(at: Point(x: 200, y: 299)) == 1 && hard.value(at: Point(x: 200, y: 301)) == 0)
    }

    @Test("the same face twice as large gives the same map")
    func scale() throws {
        let small = try #require(FaceMask(.drawn(), feather: 0.15, forehead: 0.4))
        let large = try #require(FaceMask(.drawn(scale: 2), feather: 0.15, forehead: 0.4))
        #expect(abs(large.extent - 2 * small.extent) < 1e-9 && abs(large.featherWidth - 2 * small.featherWidth) < 1e-9)
        for x in stride(from: 100.0, to: 300, by: 7) {
            for y in stride(from: 80.0, to: 340, by: 7) {
                let difference = small.value(at: Point(x: x, y: y)) - large.value(at: Point(x: 2 * x, y: 2 * y))
                #expect(abs(difference) < 1e-6)
            }
        }
        let first = small.rendered(in: small.crop(padding: 0.4), side: 64)
        let second = large.rendered(in: large.crop(padding: 0.4), side: 64)
        let mean = zip(first.values, second.values).reduce(0) { $0 + abs($1.0 - $1.1) } / 4096
        #expect(mean < 0.01)
    }

    @Test("the forehead reaches above the brows, away from the chin, highest in the middle")
    func forehead() throws {
        let none = try #require(FaceMask(.drawn(), feather: 0, forehead: 0))
        let some = try #require(FaceMask(.drawn(), feather: 0, forehead: 0.4))
        let above = Point(x: 200, y: 120)
        #expect(none.value(at: above) == 0 && some.value(at: above) == 1)
        // Brows at 150, chin at 300: 0.4 of 150 pixels.
        let top = try #require(some.polygon.map(\.y).min())
        #expect(abs(top - 90) < 2)
        #expect(some.value(at: Point(x: 145, y: 100)) == 0)
    }

    @Test(
        "the cut is a square that holds the whole map", arguments: [(0.0, 0.15), (0.0, 1.0), (0.5, 0.15), (2.0, 0.5)])
    func crop(padding: Double, feather: Double) throws {
        let map = try #require(FaceMask(.drawn(), feather: feather, forehead: 0.4))
        let rect = map.crop(padding: padding)
        #expect(rect.width == rect.height)
        #expect(Double(rect.width) + 1 >= map.extent * (1 + 2 * padding))
        let drawn = map.rendered(in: rect, side: 96)
        let border = (0..<96).flatMap { [drawn[$0, 0], drawn[$0, 95], drawn[0, $0], drawn[95, $0]] }
        #expect(border.allSatisfy { $0 < 0.001 })
        #expect(drawn.values.max() == 1)
    }

    @Test("landmarks that enclose nothing give no map")
    func degenerate() {
        #expect(FaceMask(FaceLandmarks(contours: [:]), feather: 0.1, forehead: 0.4) == nil)
        let line = (0..<8).map { Point(x: Double($0), y: 5) }
        let flat = FaceLandmarks(contours: [.jaw: line, .leftBrow: line, .rightBrow: line])
        #expect(FaceMask(flat, feather: 0.1, forehead: 0.4) == nil)
    }
}

@Suite("The face patch")
struct FacePatchTests {
    private let picture: RGBImage = {
        var picture = RGBImage(width: 400, height: 400)
        for y in 0..<400 {
            for x in 0..<400 { picture[x, y] = RGBColor(red: UInt8(x / 2), green: UInt8(y / 2), blue: 90) }
        }
        return picture
    }()

    @Test("pixels where the map is 0 stay exactly as they are, the face becomes the repainted one")
    func composition() throws {
        let map = try #require(FaceMask(.drawn(), feather: 0.15, forehead: 0.4))
        let patch = FacePatch(cutting: map, outOf: picture, side: 64, padding: 0.5)
        let repainted = RGBImage(width: 64, height: 64, filledWith: RGBColor(red: 255, green: 0, blue: 0))
        let result = patch.composed(repainted, onto: picture)
        var kept = 0, changed = 0, wrong = 0
        for y in 0..<400 {
            for x in 0..<400 {
                switch map.value(at: Point(x: Double(x), y: Double(y))) {
                case 0:
                    if result[x, y] != picture[x, y] { wrong += 1 }
                    kept += 1
                case 1:
                    if result[x, y] != RGBColor(red: 255, green: 0, blue: 0) { wrong += 1 }
                    changed += 1
                default: break
                }
            }
        }
        #expect(kept > 80_000 && changed > 10_000 && wrong == 0)
    }

    @Test("a patch laid back unchanged leaves the picture as it was, up to resampling")
    func identity() throws {
        let map = try #require(FaceMask(.drawn(), feather: 0.15, forehead: 0.4))
        let patch = FacePatch(cutting: map, outOf: picture, side: 256, padding: 0.3)
        let result = patch.composed(patch.magnified, onto: picture)
        let largest = zip(result.pixels, picture.pixels).map { abs(Int($0) - Int($1)) }.max()
        #expect(try #require(largest) <= 2)
    }

    @Test("a face that reaches beyond the picture is cut and laid back all the same")
    func beyond() throws {
        let corner = picture.cropped(to: PixelRect(x: 150, y: 150, width: 250, height: 250))
        let landmarks = FaceLandmarks.drawn().shifted(x: -150, y: -150)
        let map = try #require(FaceMask(landmarks, feather: 0.15, forehead: 0.4))
        let patch = FacePatch(cutting: map, outOf: corner, side: 64, padding: 0.5)
        #expect(patch.rect.x < 0 && patch.rect.y < 0)
        let result = patch.composed(RGBImage(width: 64, height: 64, filledWith: .white), onto: corner)
        #expect(result.width == 250 && result[0, 20] == .white && result[249, 249] == corner[249, 249])
    }
}

extension FaceLandmarks {
    /// A face of 400 × 400 pixels: eyes and brows about (200, 150), chin at (200, 300).
    static func drawn(scale: Double = 1) -> FaceLandmarks {
        func point(_ x: Double, _ y: Double) -> Point { Point(x: x * scale, y: y * scale) }
        let jaw = [
            point(130, 150), point(132, 200), point(145, 250), point(170, 285), point(200, 300), point(230, 285),
            point(255, 250), point(268, 200), point(270, 150),
        ]
        return FaceLandmarks(contours: [
            .jaw: jaw, .leftBrow: [point(145, 152), point(165, 148), point(185, 150)],
            .rightBrow: [point(215, 150), point(235, 148), point(255, 152)],
        ])
    }

    func shifted(x: Double, y: Double) -> FaceLandmarks {
        FaceLandmarks(contours: contours.mapValues { $0.map { Point(x: $0.x + x, y: $0.y + y) } })
    }
}
