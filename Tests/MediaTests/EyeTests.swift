import Media
import Testing

@Suite("An eye in flat media")
struct EyeTests {
    @Test("has an iris where the photograph shows none")
    func drawsMissingIrises() throws {
        // Nothing but light that grows from left to right.
        let sitting = Sitters.flat(width: 180, height: 225, mask: 1) { x, _ in
            let value = 70 + x * 150 / 180
            return (UInt8(value), UInt8(value * 4 / 5), UInt8(value * 7 / 10))
        }
        let page = try Sitters.page(sitting), tone = FlatTone(page).base
        for outline in [Mesh.leftEye, Mesh.rightEye] {
            let points = outline.map { page.face.points[$0] }
            let x = points.map(\.x).reduce(0, +) / Float(points.count)
            let y = points.map(\.y).reduce(0, +) / Float(points.count)
            let pupil = tone[page.grid.index(x, y)], cheek = tone[page.grid.index(x, y + 0.3 * page.face.eyeDistance)]
            #expect(pupil < 0.25)
            #expect(pupil < cheek)
        }
    }

    @Test("has its white where the photograph shows none", arguments: ["art-deco", "charcoal", "graphite"])
    func drawsMissingWhites(name: String) throws {
        // Dark skin without any eyes.
        let sitting = Sitters.flat(width: 180, height: 225, mask: 1) { x, _ in
            let value = 50 + x * 40 / 180
            return (UInt8(value), UInt8(value * 3 / 4), UInt8(value * 2 / 3))
        }
        let page = try Sitters.page(sitting, area: 640 * 800), medium = try #require(MediaCatalogue.all[name])
        let picture = try medium.artwork(of: page, in: Sitters.direction())
            .print(width: 640, height: 800, work: Work(threads: 2))
        for (from, to) in [(33, 133), (362, 263)] {
            let (a, b) = (page.face.points[from], page.face.points[to])
            /// Mean of green about a place between the corners.
            func green(_ share: Float) -> Int {
                let place = a + (b - a) * share, x = Int(place.x * 800), y = Int(place.y * 800) - 2
                let levels = (-2...2).flatMap { dy in (-2...2).map { (x + $0, y + dy) } }
                    .map { Int(picture.pixels[3 * ($0.1 * 640 + $0.0) + 1]) }
                return levels.reduce(0, +) / levels.count
            }
            #expect(max(green(0.2), green(0.8)) > green(0.5) + 20)
        }
    }
}
