import CMediaKernels

/// How a brush, a knife or a chalk puts down its paint. Lengths are parts of the stroke's radius.
package struct Brush: Sendable {
    package var opacity: Float = 0.95
    /// From which level of the bristles paint is put down, 0 wet … 1 dry; it grows along the stroke.
    package var dryness: Float = 0
    /// Spread of lightness among the bristles.
    package var lightnessSpread: Float = 0.05
    /// Spread of a and b among the bristles.
    package var colorSpread: Float = 0.018
    package var thickness: Float = 0.11
    /// Height of the ridges that the brush pushes to its sides and leaves at its end.
    package var ridge: Float = 0.08
    /// How much the paper's grain takes the bristles' place, 0 paint … 1 chalk.
    package var grain: Float = 0
    /// How far single bristles start late and end early.
    package var ragged: Float = 0.9
    /// 0 a flat brush with square ends … 1 a round one.
    package var roundness: Float = 0
    /// How much narrower the ends are, 0…1.
    package var taper: Float = 0.25
    package var softness: Float = 0.18
    /// How much of the height below is taken away, 0…1.
    package var leveling: Float = 0.7
    /// How much of the color below is dragged along by the stroke's end, 0…1.
    package var smear: Float = 0
    /// Bristles for a brush of usual hair; fewer are coarser.
    package var bristles: Float = 1

    package init() {}

    /// A brush with some properties changed.
    package func with(_ change: (inout Brush) -> Void) -> Brush {
        var brush = self
        change(&brush)
        return brush
    }

    var kernel: CMediaBrushKind {
        CMediaBrushKind(
            opacity: opacity, dryness: dryness, lightnessSpread: lightnessSpread, colorSpread: colorSpread,
            thickness: thickness, ridge: ridge, grain: grain, ragged: ragged, roundness: roundness, taper: taper,
            softness: softness, leveling: leveling, smear: smear)
    }

    /// Rows of the bristle texture across a brush; large brushes have somewhat coarser hair.
    func streaks(radius: Float) -> Float {
        let usual: Float = 0.02
        let across: Float = 126
        let ratio = radius / usual
        return max(across * bristles * (ratio < 1 ? ratio : ratio.squareRoot()), 3)
    }
}

/// Levels 0…1 of the hairs of a brush: long streaks of three widths, every level equally frequent.
enum BristleTexture {
    static let shared: Plane = {
        let width = Int(CMEDIA_BRISTLE_COLUMNS), height = Int(CMEDIA_BRISTLE_ROWS)
        var dice = Dice(4711)
        let layers: [(across: Float, along: Float, share: Float)] = [(1.6, 80, 1), (7, 120, 0.9), (1.2, 14, 0.45)]
        let sum = Plane(width: width, height: height)
        for layer in layers {
            var noise = Plane(width: width, height: height)
            for index in 0..<noise.count { noise[index] = dice.normal() }
            noise = wrapped(noise, sigma: layer.along, stride: 1, line: width)
            noise = wrapped(noise, sigma: layer.across, stride: width, line: height)
            let square = (0..<noise.count).reduce(Float(0)) { $0 + noise[$1] * noise[$1] }
            let scale = layer.share / max((square / Float(noise.count)).squareRoot(), 1e-6)
            for index in 0..<noise.count { sum[index] += noise[index] * scale }
        }
        let deviation = layers.reduce(Float(0)) { $0 + $1.share * $1.share }.squareRoot()
        // The normal distribution's own curve, nearly (Tocher 1963), spreads the levels evenly.
        for index in 0..<sum.count { sum[index] = 1 / (1 + exp(-1.702 * sum[index] / deviation)) }
        return sum
    }()

    /// A blur of lines whose ends meet: three running means (Wells 1986).
    private static func wrapped(_ plane: Plane, sigma: Float, stride step: Int, line: Int) -> Plane {
        let radius = max(Int((sigma * sigma * 4 + 1).squareRoot() / 2), 1)
        var source = plane
        for _ in 0..<3 {
            let result = Plane(width: plane.width, height: plane.height)
            for start in 0..<plane.count / line {
                let origin = step == 1 ? start * line : start
                var mean: Float = 0
                for offset in -radius...radius { mean += source[origin + (offset + line) % line * step] }
                for place in 0..<line {
                    result[origin + place * step] = mean / Float(2 * radius + 1)
                    mean += source[origin + (place + radius + 1) % line * step]
                    mean -= source[origin + (place - radius + line) % line * step]
                }
            }
            source = result
        }
        return source
    }
}
