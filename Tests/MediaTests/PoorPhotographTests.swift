import Media
import TestSupport
import Testing

/// Photographs that nobody should give, and that must not end the program.
@Suite("Poor photographs") struct PoorPhotographTests {
    static let kinds = [
        "black", "white", "gray", "red", "noise", "tiny", "no mask", "empty mask", "full mask", "huge mesh",
        "narrow mesh", "eyes far right", "eyes far left", "eyes far below", "eyes far above", "mesh far outside",
    ]

    @Test("end in a picture", arguments: kinds, allMedia)
    func poor(kind: String, name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let page = try Self.pages(kind) { try Sitters.page(Self.sitting(kind)) }
        let artwork = try medium.artwork(of: page, in: Sitters.direction())
        let picture = try artwork.print(width: 40, height: 50, work: Work(threads: 2))
        #expect(picture.pixels.count == 3 * 40 * 50)
    }

    private static let pages = MadeOnce<String, Page>()

    private static func sitting(_ kind: String) -> Sitting {
        switch kind {
        case "black": return Sitters.flat(width: 64, height: 80, mask: 0.5) { _, _ in (0, 0, 0) }
        case "white": return Sitters.flat(width: 64, height: 80, mask: 0.5) { _, _ in (255, 255, 255) }
        case "gray": return Sitters.flat(width: 64, height: 80) { _, _ in (128, 128, 128) }
        case "red": return Sitters.flat(width: 64, height: 80, mask: 1) { _, _ in (255, 0, 0) }
        case "noise":
            return Sitters.flat(width: 64, height: 80, mask: 0.5) { x, y in
                var dice = Dice(UInt64(x * 1000 + y))
                return (UInt8(dice.below(256)), UInt8(dice.below(256)), UInt8(dice.below(256)))
            }
        case "tiny": return Sitters.flat(width: 1, height: 1, mask: 1) { _, _ in (200, 150, 120) }
        case "no mask":
            var sitting = Sitters.astronaut
            sitting.mask = nil
            return sitting
        case "empty mask": return Sitters.flat(width: 64, height: 80, mask: 0) { x, y in (UInt8(x), UInt8(y), 90) }
        case "full mask": return Sitters.flat(width: 64, height: 80, mask: 1) { x, y in (UInt8(x), UInt8(y), 90) }
        case "narrow mesh":
            // 60 pixels from forehead to chin, 300 between the eyes.
            return meshed { point, mesh in
                let tall = abs(mesh[152].y - mesh[10].y), wide = abs(mesh[263].x - mesh[33].x)
                return SIMD3(point.x * 300 / wide, point.y * 60 / tall, point.z)
            }
        case "eyes far right": return eyesMoved(x: 2, y: 0)
        case "eyes far left": return eyesMoved(x: -2, y: 0)
        case "eyes far below": return eyesMoved(x: 0, y: 2)
        case "eyes far above": return eyesMoved(x: 0, y: -2)
        case "mesh far outside": return meshed { point, _ in point + SIMD3(400, -300, 0) }
        default:
            var sitting = Sitters.astronaut
            sitting.mesh = sitting.mesh.map { $0 * 40 }
            return sitting
        }
    }

    private static func meshed(_ change: (SIMD3<Float>, [SIMD3<Float>]) -> SIMD3<Float>) -> Sitting {
        var sitting = Sitters.astronaut
        let mesh = sitting.mesh
        sitting.mesh = mesh.map { change($0, mesh) }
        return sitting
    }

    /// Eyes moved by lengths of the photograph; the rest of the face keeps its place.
    private static func eyesMoved(x: Float, y: Float) -> Sitting {
        var sitting = Sitters.astronaut
        for index in Mesh.leftEye + Mesh.rightEye {
            sitting.mesh[index] += SIMD3(x * Float(sitting.width), y * Float(sitting.height), 0)
        }
        return sitting
    }
}
