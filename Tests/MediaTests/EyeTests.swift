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
}
