import Foundation
import Media

/// How light a medium makes the sitter's skin: medians of OKLab's L over the face without features and hair.
struct SkinTrial {
    let page: Page

    /// Median of the photograph's skin there, which may differ a little from the page's, taken over all skin.
    var own: Float { quantile(places.map { page.lab.c0[$0] }, 0.5) ?? 0 }

    /// Median of the picture's skin.
    func median(of picture: Print) -> Float {
        let grid = page.grid
        let levels = places.compactMap { index -> Float? in
            let x = grid.x(index % grid.width), y = grid.y(index / grid.width)
            let column = min(Int(x * Float(picture.height)), picture.width - 1)
            let row = min(Int(y * Float(picture.height)), picture.height - 1)
            return OKLab.from(srgb: picture.color(column, row)).x
        }
        return quantile(levels, 0.5) ?? 0
    }

    private var places: [Int] {
        stride(from: 0, to: page.grid.width * page.grid.height, by: 7).filter {
            page.face.oval[$0] > 0.5 && page.face.features[$0] < 0.3 && page.hair[$0] < 0.4
        }
    }

    /// Measures media one after another; `names` are separated by commas, `all` stands for every medium and
    /// `NAME:VARIATION` for one of its variations.
    func measure(_ names: String, in direction: Direction, height: Int, work: Work) throws {
        let chosen =
            names == "all"
            ? MediaCatalogue.all.keys.sorted() : names.split(separator: ",").map(String.init)
        let own = own
        for name in chosen {
            let parts = name.split(separator: ":").map(String.init)
            guard let first = parts.first, let medium = MediaCatalogue.all[first] else {
                print("no medium \(name)")
                continue
            }
            var direction = direction
            if parts.count > 1 { direction.variation = Int(parts[1]) ?? 0 }
            let artwork = try medium.artwork(of: page, in: direction)
            let picture = try artwork.print(
                width: Int((Float(height) * page.aspect).rounded()), height: height, work: work)
            let after = median(of: picture)
            let columns = [own, after, after - own].map { String(format: "%6.3f", $0) }.joined(separator: " ")
            print(name.padding(toLength: 24, withPad: " ", startingAt: 0), columns)
        }
    }
}

extension Print {
    func color(_ column: Int, _ row: Int) -> SIMD3<Float> {
        let start = 3 * (row * width + column)
        return SIMD3(Float(pixels[start]), Float(pixels[start + 1]), Float(pixels[start + 2])) / 255
    }
}
