import Foundation
import Media

/// How light a medium makes the sitter's skin: medians of OKLab's L over the face without features and hair.
struct SkinTrial {
    let page: Page

    /// Median of the photograph's skin there, which may differ a little from the page's, taken over all skin.
    var own: Float { quantile(places.map { page.lab.c0[$0] }, 0.5) ?? 0 }

    /// Median of the picture's skin, seen from where dots and strokes run together.
    func median(of picture: Print) -> Float {
        let grid = page.grid, radius = max(Int(0.004 * Float(picture.height)), 1)
        let levels = places.map { index -> Float in
            let column = Int(grid.x(index % grid.width) * Float(picture.height))
            let row = Int(grid.y(index / grid.width) * Float(picture.height))
            return OKLab.from(linear: picture.light(column, row, radius)).x
        }
        return quantile(levels, 0.5) ?? 0
    }

    private var places: [Int] {
        stride(from: 0, to: page.grid.width * page.grid.height, by: 23).filter {
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
            fflush(nil)
        }
    }
}

extension Print {
    /// Mean linear light of a square.
    func light(_ column: Int, _ row: Int, _ radius: Int) -> SIMD3<Float> {
        var sum = SIMD3<Float>.zero, count: Float = 0
        for y in max(row - radius, 0)...max(min(row + radius, height - 1), 0) {
            for x in max(column - radius, 0)...max(min(column + radius, width - 1), 0) where y < height && x < width {
                let start = 3 * (y * width + x)
                for channel in 0..<3 { sum[channel] += OKLab.decoded(Float(pixels[start + channel]) / 255) }
                count += 1
            }
        }
        return sum / max(count, 1)
    }
}
