import Media
import PortraitDomain
import Testing

/// What every medium must keep.
@Suite("Every medium") struct MediaTests {
    /// Strokes are planned on a larger page, since a small canvas has too few bands to tell.
    @Test("gives the same bytes for 1, 2 and 7 threads", arguments: allMedia)
    func threads(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let (width, height) = strokeMedia.contains(name) ? (480, 600) : (160, 200)
        let prints = try [1, 2, 7].map { threads in
            let page = try Sitters.page(threads: threads, area: Float(width * height))
            #expect(page.grid.height >= height)
            let artwork = try medium.artwork(of: page, in: Sitters.direction())
            return try artwork.print(width: width, height: height, tileSide: width / 2, work: Work(threads: threads))
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

    /// A blur of more than 20 pixels is computed at a reduced size, which must not hang on the tile's corner.
    @Test("draws no seam between tiles of a large print", arguments: allMedia)
    func largeTiles(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let page = try Sitters.page()
        let artwork = try medium.artwork(of: page, in: Sitters.direction())
        // A part of the sitter's outline, where shadows fall and washes end.
        let outline = try #require(Self.outline(of: page))
        let left = Int(outline.x * Window.unit) - 128, top = Int(outline.y * Window.unit) - 96
        let whole = Window(left: left, top: top, width: 256, height: 192).paint(artwork)
        let parts = [(0, 101), (101, 155)].map { start, width in
            Window(left: left + start, top: top, width: width, height: 192).paint(artwork)
        }
        var most: Float = 0
        for row in 0..<192 {
            let joined = parts[0][row] + parts[1][row]
            for (a, b) in zip(whole[row], joined) { most = max(most, (a - b).max(), (b - a).max()) }
        }
        #expect(most * 255 < 0.5, "\(most * 255) levels")
    }

    private static func outline(of page: Page) -> SIMD2<Float>? {
        let row = page.grid.height * 11 / 20
        return (1..<page.grid.width).first { page.mask[$0 - 1, row] < 0.5 && page.mask[$0, row] >= 0.5 }
            .map { SIMD2(page.grid.x($0), page.grid.y(row)) }
    }

    /// Media of lines that are thinner than a pixel of so small a picture, or as wide as one.
    private static let allowedLevels = ["etching": 23.0, "mosaic": 11, "linocut": 10, "engraving": 9]

    @Test("is the same picture at half the size", arguments: allMedia)
    func scale(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let artwork = try medium.artwork(of: Sitters.page(), in: Sitters.direction())
        let large = try artwork.print(width: 320, height: 400, work: Work(threads: 2)).halved
        let small = try artwork.print(width: 160, height: 200, work: Work(threads: 2))
        // Hair lines and grain finer than a pixel differ; places and colors do not.
        let difference = large.halved.difference(from: small.halved)
        #expect(difference < Self.allowedLevels[name, default: 6], "\(difference) levels")
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
        // What is planned after a cancellation is planned on planes of zeros: never an artwork, and no trap.
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

/// A small part of a huge page.
private struct Window {
    static let unit: Float = 8192
    var left, top, width, height: Int

    /// Rows of sRGB, drawn with the artwork's margin as tiles are.
    func paint(_ artwork: any Artwork) -> [[SIMD3<Float>]] {
        let margin = Int((artwork.reach * Self.unit).rounded(.up)) + 2
        let grid = Grid(
            width: width + 2 * margin, height: height + 2 * margin, left: left - margin, top: top - margin,
            unit: Self.unit, work: Work(threads: 2))
        let picture = artwork.paint(on: grid, progress: 1)
        return (0..<height).map { row in
            (0..<width).map { picture[(row + margin) * grid.width + $0 + margin] }
        }
    }
}
