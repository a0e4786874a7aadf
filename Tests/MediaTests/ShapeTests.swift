import Media
import Testing

/// Geometry on the page.
@Suite("Shapes") struct ShapeTests {
    private let grid = Grid(width: 320, height: 400, unit: 400, work: Work(threads: 2))

    @Test("Rows keep their distance and fill their region")
    func rows() {
        let regions = [Int32](repeating: 0, count: 320 * 400)
        let spacing: Float = 0.02
        var rows = Rows(on: grid, regions: regions, flow: grid.flow { _ in 0.4 }, spacing: grid.plane(spacing))
        rows.add(Path([SIMD2(0.1, 0.5), SIMD2(0.7, 0.5)]))
        rows.grow()
        #expect(rows.rows.count > 30)
        for (number, row) in rows.rows.enumerated() {
            let own = stride(from: 0, to: row.path.points.count, by: 5).map { row.path.points[$0] }
            for other in rows.rows[(number + 1)...] {
                let nearest = own.flatMap { a in other.path.points.map { distance(a, $0) } }.min() ?? 1
                #expect(nearest > 0.5 * spacing)
            }
        }
        let points = rows.rows.flatMap(\.path.points)
        for place in [SIMD2<Float>(0.2, 0.3), SIMD2(0.6, 0.8), SIMD2(0.4, 0.1), SIMD2(0.05, 0.95)] {
            #expect(points.contains { distance($0, place) < 1.2 * spacing })
        }
    }

    @Test("No row leaves its region")
    func regions() {
        let regions = (0..<320 * 400).map { Int32($0 % 320 < 160 ? 3 : -1) }
        var rows = Rows(on: grid, regions: regions, flow: grid.flow { _ in 0 }, spacing: grid.plane(0.03))
        rows.add(Path([SIMD2(0, 0.2), SIMD2(0.8, 0.2)]))
        rows.grow()
        #expect(rows.rows.allSatisfy { $0.region == 3 && $0.path.points.allSatisfy { $0.x <= 0.4 } })
    }

    @Test("The contour of a disc is one closed line around its area")
    func contours() throws {
        let disc = grid.map { _, x, y in 0.2 - distance(SIMD2(x, y), SIMD2(0.4, 0.5)) }
        let paths = grid.contours(disc, level: 0)
        let path = try #require(paths.first)
        #expect(paths.count == 1 && path.isClosed)
        #expect(abs(abs(path.area) - 0.1256637) < 0.0005)
        #expect(abs(path.length - 1.2566371) < 0.01)
        #expect(abs(path.resampled(0.01).length - path.length) < 0.01)
    }

    @Test("Distance from a piece's border is exact near it, and scraps join their neighbors")
    func pieces() throws {
        let labels = (0..<320 * 400).map { index in
            let x = index % 320, y = index / 320
            if x > 40, x < 44, y > 40, y < 44 { return Int32(2000) }
            return Int32(x < 160 ? 1000 : 1001)
        }
        let pieces = try Pieces(labels, on: grid, rounding: 0.01) { _ in 0.001 }
        #expect(pieces.count == 2)
        #expect(pieces.sources == [1000, 1001])
        for column in [153, 157, 162, 165] {
            let expected = abs(grid.x(column) - 0.4)
            #expect(abs(pieces.gap[column, 200] - expected) < 0.0006)
        }
        #expect(pieces.joints().isEmpty)
    }

    @Test("Bands tell the nearest line, the side and the way along it")
    func bands() {
        let lines = [Path([SIMD2(0.2, 0.1), SIMD2(0.2, 0.9)]), Path([SIMD2(0.4, 0.1), SIMD2(0.4, 0.9)])]
        let bands = Bands(lines, on: grid, reach: 0.15)
        let index = grid.index(0.25, 0.5)
        #expect(bands.label[index] == 0)
        #expect(abs(abs(bands.across[index]) - 0.05) < 0.003)
        #expect(abs(bands.along[index] - 0.4) < 0.003)
        #expect(abs(bands.gap[index] - 0.05) < 0.003)
        #expect(bands.across[index] * bands.across[grid.index(0.15, 0.5)] < 0)
        #expect(bands.label[grid.index(0.7, 0.5)] == -1)
    }

    @Test("What is drawn covers its area, whichever part of the page is drawn")
    func drawing() {
        var drawing = Drawing()
        drawing.disc(SIMD2(0.4, 0.5), radius: 0.1, .one)
        drawing.area([[SIMD2(0.1, 0.1), SIMD2(0.2, 0.1), SIMD2(0.2, 0.2), SIMD2(0.1, 0.2)]], .one)
        let whole = drawing.coverage(on: grid)
        let sum = (0..<whole.count).reduce(Float(0)) { $0 + whole[$1] } / (400 * 400)
        #expect(abs(sum - 0.01 - 0.0314159) < 0.0003)
        let part = Grid(width: 100, height: 120, left: 130, top: 150, unit: 400, work: Work(threads: 1))
        let own = drawing.coverage(on: part)
        for (x, y) in [(0, 0), (30, 50), (70, 20), (99, 119)] {
            #expect(abs(own[x, y] - whole[x + 130, y + 150]) < 1e-4)
        }
    }

    @Test("Nothing is laid, cut or told apart once the work is cancelled")
    func cancellation() {
        let work = Work(threads: 2)
        let grid = Grid(width: 320, height: 400, unit: 400, work: work)
        let full = grid.plane(1), regions = [Int32](repeating: 0, count: full.count)
        var rows = Rows(on: grid, regions: regions, flow: grid.flow { _ in 0.4 }, spacing: grid.plane())
        work.cancel()
        rows.add(Path([SIMD2(0.1, 0.5), SIMD2(0.7, 0.5)]))
        rows.grow()
        #expect(rows.rows.isEmpty)
        #expect(Bands([Path([SIMD2(0.2, 0.1), SIMD2(0.2, 0.9)])], on: grid, reach: 0.15).label.allSatisfy { $0 == -1 })
        #expect(throws: CancellationError.self) { try Pieces(regions, on: grid, rounding: 0.01) { _ in 0.001 } }
        #expect(grid.components(full).sizes == [0])
        #expect(grid.contours(full, level: 0.5).isEmpty)
    }

    @Test(
        "A blur of a tile is that of the page, also where it is computed at a reduced size",
        arguments: [0.02, 0.06] as [Float])
    func tiledBlur(sigma: Float) {
        let noise = grid.noise(5, 0.03, octaves: 2), whole = grid.blur(noise, sigma)
        // A blur looks three deviations far.
        let room = Int((4 * sigma * 400).rounded(.up))
        for corner in [13, 27, 40] {
            let tile = Grid(
                width: 320 - corner, height: 400 - corner, left: corner, top: corner, unit: 400, work: grid.work)
            let own = tile.blur(tile.noise(5, 0.03, octaves: 2), sigma)
            for (x, y) in [(160 - corner, 200 - corner), (room, room)] {
                #expect(abs(own[x, y] - whole[x + corner, y + corner]) < 1e-4)
            }
        }
    }

    @Test("Shapes of nothing draw nothing")
    func empty() {
        var drawing = Drawing()
        drawing.line([], .one)
        drawing.area([], .one)
        drawing.area([[SIMD2(0.1, 0.1)]], .one)
        drawing.line([SIMD3(.nan, 0, 0.1)], .one)
        let covered = drawing.coverage(on: grid)
        #expect((0..<covered.count).allSatisfy { covered[$0] == 0 })
        #expect(Path([]).resampled(0.1).points.isEmpty)
        #expect(Bands([], on: grid, reach: 0.1).label.allSatisfy { $0 == -1 })
    }
}
