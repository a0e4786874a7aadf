import Foundation
import Media
import PortraitDomain
import Testing

@Suite("Vectors of flat media") struct VectorTests {
    private static let work = Work(threads: 2)

    /// A ring of one ink on the whole page: two outlines, even-odd.
    private struct Ring: PlateArtwork {
        func paint(on grid: Grid, progress: Float) -> ColorPlane { ColorPlane(width: grid.width, height: grid.height) }

        func plates(on grid: Grid) -> [Plate] {
            let level = grid.map { _, x, y in
                let away = abs(((x - 0.4) * (x - 0.4) + (y - 0.5) * (y - 0.5)).squareRoot() - 0.2)
                return 0.05 - away
            }
            let fade = Plate.Fade(to: 0xffffff, from: 0.2, to: 0.8)
            return [Plate(0xf0f0f0, grid.plane(1)), Plate(0x123456, level, edge: 0, blend: .multiply, fade: fade)]
        }
    }

    private static func svg() throws -> String {
        let page = try VectorPage(Ring(), aspect: 0.8, work: work)
        return String(decoding: page.svg(millimeters: 300, title: "a < b"), as: UTF8.self)
    }

    @Test("a page of one color is a rectangle; a ring is two outlines of few curves") func outlines() throws {
        let text = try Self.svg()
        let paths = text.split(separator: "\n").filter { $0.hasPrefix("<path") }
        #expect(paths.count == 2)
        #expect(paths[0].contains(#"d="M"#))
        #expect(paths[1].count(where: { $0 == "M" }) == 2)
        #expect(paths[1].count < 700, "\(paths[1].count) characters")
    }

    @Test("an SVG states millimeters, its title, even-odd filling and gradients") func svgHeader() throws {
        let text = try Self.svg()
        for part in [
            #"height="300.0mm""#, "<title>a &lt; b</title>", #"fill-rule="evenodd""#,
            #"fill="url(#fade1)""#, ##"stop-color="#123456""##,
        ] { #expect(text.contains(part), "\(part)") }
        // Within a pixel of the grid that is traced.
        #expect(text.contains(#/width="(239\.9[0-9]*|240\.0[0-9]*)mm"/#))
        #expect(!text.contains("<image"))
    }

    @Test("a PDF's table names the places of its objects") func pdf() throws {
        let page = try VectorPage(Ring(), aspect: 0.8, work: Self.work)
        let bytes = page.pdf(millimeters: 300, title: "Ä")
        // Bytes of text alone: each is one character.
        let text = String(bytes.map { Character(UnicodeScalar($0)) })
        #expect(text.hasPrefix("%PDF-1.4") && text.hasSuffix("%%EOF\n"))
        #expect(text.contains("/MediaBox [0 0 680.") && text.contains("/BM /Multiply") && !text.contains("/Image"))
        let characters = Array(text)
        let table = try #require(text.range(of: "xref\n")).upperBound
        let lines = text[table...].split(separator: "\n").dropFirst(2).prefix { $0.hasSuffix("n ") }
        #expect(lines.count == 5)
        for (number, line) in lines.enumerated() {
            let offset = try #require(Int(line.prefix(10)))
            #expect(String(characters[offset...].prefix(7)) == "\(number + 1) 0 obj")
        }
    }

    @Test(
        "every variation of a medium with vectors is traced",
        arguments: allMedia.filter { MediaCatalogue.all[$0]?.hasVectors == true })
    func media(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        for variation in 0..<4 {
            let artwork = try medium.artwork(of: Sitters.page(), in: Sitters.direction(variation: variation))
            let flat = try #require(artwork as? any PlateArtwork)
            let page = try VectorPage(flat, aspect: 0.8, area: 205 * 256, work: Self.work)
            #expect(page.svg(millimeters: 300).count > 2000)
        }
    }

    @Test("stops when its work is cancelled") func cancellation() {
        let work = Work(threads: 1)
        work.cancel()
        #expect(throws: CancellationError.self) { try VectorPage(Ring(), aspect: 0.8, area: 51 * 64, work: work) }
    }
}

@Suite("Media with vectors") struct VectorMediaTests {
    @Test("say so, and only they", arguments: allMedia) func plates(name: String) throws {
        let medium = try #require(MediaCatalogue.all[name])
        let artwork = try medium.artwork(of: Sitters.page(), in: Sitters.direction())
        #expect((artwork is any PlateArtwork) == medium.hasVectors)
    }
}
