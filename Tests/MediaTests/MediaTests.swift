import Media
import PortraitDomain
import Testing

/// What every medium must keep.
@Suite("Every medium") struct MediaTests {
    @Test("gives the same bytes for 1, 2 and 7 threads", arguments: allMedia)
    func threads(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let prints = try [1, 2, 7].map { threads in
            let page = try Sitters.page(threads: threads)
            let artwork = try medium.artwork(of: page, in: Sitters.direction())
            return try artwork.print(width: 160, height: 200, tileSide: 80, work: Work(threads: threads))
        }
        #expect(prints[0] == prints[1])
        #expect(prints[0] == prints[2])
    }

    @Test("draws no seam between tiles", arguments: allMedia)
    func tiles(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let artwork = try medium.artwork(of: Sitters.page(), in: Sitters.direction())
        let whole = try artwork.print(width: 160, height: 200, tileSide: 1000, work: Work(threads: 2))
        let tiled = try artwork.print(width: 160, height: 200, tileSide: 50, work: Work(threads: 2))
        #expect(whole.difference(from: tiled) < 0.1, "\(whole.difference(from: tiled)) levels")
    }

    @Test("is the same picture at half the size", arguments: allMedia)
    func scale(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let artwork = try medium.artwork(of: Sitters.page(), in: Sitters.direction())
        let large = try artwork.print(width: 320, height: 400, work: Work(threads: 2)).halved
        let small = try artwork.print(width: 160, height: 200, work: Work(threads: 2))
        // Hair lines and grain finer than a pixel differ; places and colors do not.
        #expect(
            large.halved.difference(from: small.halved) < 24, "\(large.halved.difference(from: small.halved)) levels")
    }

    @Test("differs by seed, variation and ground, and grows as it is made", arguments: allMedia)
    func differences(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let page = try Sitters.page()
        func picture(_ direction: Direction, progress: Float = 1) throws -> Print {
            try medium.artwork(of: page, in: direction)
                .print(width: 80, height: 100, progress: progress, work: Work(threads: 2))
        }
        let first = try picture(Sitters.direction())
        #expect(try picture(Sitters.direction(seed: 4)) != first)
        #expect(try picture(Sitters.direction(variation: 1)).difference(from: first) > 0.5)
        #expect(try picture(Sitters.direction(), progress: 0.3).difference(from: first) > 0.5)
        #expect(try picture(Sitters.direction()) == first)
        // Rings of paper and a poster's disc and beams are their medium's own page design.
        guard name != "cut-paper", name != "poster" else { return }
        let others = try [GroundDesign.city, .waves, .rays].map { try picture(Sitters.direction(ground: $0)) }
        #expect(others.contains { $0 != first })
    }

    @Test("stops when its work is cancelled", arguments: allMedia)
    func cancellation(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let planning = Work(threads: 2), page = try Page(Sitters.astronaut, area: 160 * 200, work: planning)
        let artwork = try medium.artwork(of: page, in: Sitters.direction())
        let work = Work(threads: 2)
        work.cancel()
        #expect(throws: CancellationError.self) { try artwork.print(width: 80, height: 100, work: work) }
        planning.cancel()
        #expect(throws: CancellationError.self) { _ = try medium.artwork(of: page, in: Sitters.direction()) }
    }

    @Test("is drawn by fewer threads where memory is short, and is the same picture")
    func memory() throws {
        let medium = try #require(MediaCatalogue.all["engraving"])
        let artwork = try medium.artwork(of: Sitters.page(), in: Sitters.direction())
        let picture = try artwork.print(width: 160, height: 200, tileSide: 80, work: Work(threads: 3))
        let small = try artwork.print(width: 160, height: 200, tileSide: 80, memory: 1, work: Work(threads: 3))
        #expect(picture == small)
        #expect(Work(threads: 3).limited(to: 0).threads == 1 && Work(threads: 3).limited(to: 9).threads == 3)
    }
}

/// Photographs that nobody should give, and that must not end the program.
@Suite("Poor photographs") struct PoorPhotographTests {
    static let kinds = [
        "black", "white", "gray", "red", "noise", "tiny", "no mask", "empty mask", "full mask", "huge mesh",
    ]

    @Test("end in a picture", arguments: kinds, allMedia)
    func poor(kind: String, name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let page = try Sitters.page(Self.sitting(kind))
        let artwork = try medium.artwork(of: page, in: Sitters.direction())
        let picture = try artwork.print(width: 40, height: 50, work: Work(threads: 2))
        #expect(picture.pixels.count == 3 * 40 * 50)
    }

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
        default:
            var sitting = Sitters.astronaut
            sitting.mesh = sitting.mesh.map { $0 * 40 }
            return sitting
        }
    }
}
