/// How a painter uses the palette's hues.
package struct PaintHues: Sendable {
    /// How much of the palette's share of own hues is kept.
    package var keeping: Float = 1
    /// How far hues go by the palette's inks instead of natural ones: 0 natural … 1 fauve.
    package var boldness: Float = 0
    package var chroma: Float = 1
    /// How far darks take the hue of the ground's darks, 0…1: shadows without black.
    package var shadows: Float = 0.1
    /// How much cheeks and nose are reddened and the forehead gilded, in OKLab.
    package var warmth: Float = 0.012
    /// Part of the ground's ramp that is used.
    package var groundRange: ClosedRange<Float> = 0...1
    /// Strength of the hues that drift over the ground.
    package var clouds: Float = 1

    /// By how much the ground differs in lightness from what lies inside the outline.
    package var outlineContrast: Float = 0.15

    package init() {}
}

/// The a and b of a ramp by lightness.
struct Hues: Sendable {
    private let values: [SIMD2<Float>]

    init(_ ramp: Ramp) {
        let table = ramp.table
        var values: [SIMD2<Float>] = [], place = 0
        for level in 0..<256 {
            let lightness = Float(level) / 255
            while place < table.count - 1, table[place].x < lightness { place += 1 }
            values.append(table.isEmpty ? .zero : SIMD2(table[place].y, table[place].z))
        }
        self.values = values
    }

    /// - Parameter share: of the second ramp.
    init(_ first: Ramp, _ second: Ramp, _ share: Float) {
        let a = Hues(first), b = Hues(second)
        values = zip(a.values, b.values).map { $0 + ($1 - $0) * share }
    }

    @inline(__always)
    func callAsFunction(_ lightness: Float) -> SIMD2<Float> { values[min(max(Int(lightness * 255), 0), 255)] }
}

extension Palette {
    /// Key, inks and paper from dark to light: a ramp of full color.
    var boldInks: [(Float, Ink)] {
        let sorted = ([key, paper] + inks).map { ($0.lab.x, $0) }.sorted { $0.0 < $1.0 }
        return sorted
    }

    /// All colors that a painter of this palette has on the board.
    var pigments: [SIMD3<Float>] {
        inks.map(\.lab) + [paper.lab, key.lab]
            + [skin, hair, clothes, ground].flatMap { $0.stops.map(\.lab) }
    }

    /// Differences of complementary pairs: the leading inks against each other, of little lightness.
    var divisionAxes: [SIMD3<Float>] {
        let colors = inks.prefix(4).map(\.lab)
        var axes: [SIMD3<Float>] = []
        for first in colors.indices {
            for second in colors.indices where second > first {
                var axis = colors[first] - colors[second]
                let length = hypot(axis.y, axis.z)
                guard length > 0.08 else { continue }
                // As long as that of orange and blue.
                axis *= min(0.24 / length, 2)
                axis.x = clamp(axis.x, -0.3, 0.3) * 0.25
                axes.append(axis)
            }
        }
        // A palette of one hue is divided into warm and cold.
        return axes.isEmpty ? [SIMD3(0, 0.06, 0.12)] : axes
    }
}

extension GroundDesign {
    /// Color of the design's own object: the leading ink; what shines by night is light in any palette.
    func accent(_ palette: Palette) -> SIMD3<Float> {
        guard self == .night || self == .city else { return palette.ink(0).lab }
        let lightest = palette.inks.map(\.lab).max { $0.x < $1.x } ?? palette.paper.lab
        return mix(lightest, palette.paper.lab, 0.25)
    }
}
