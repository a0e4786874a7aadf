/// What a press and its ink do to a plate.
package struct Press: Sendable {
    /// How much of the ink's color reaches the paper, 0…1.
    var ink: Float = 0.95
    /// Greatest misregistration, in page heights.
    var shift: Float = 0.0011
    /// How rough edges are, in page heights.
    var rough: Float = 0.0006
    /// How uneven the ink lies.
    var mottle: Float = 0.06
    /// Share of pinholes, 1 usual.
    var holes: Float = 1
    /// How much a plank's grain shows, 0…1.
    var grain: Float = 0
}

/// A plate of a print, drawn on any raster.
package struct PressPlate: Sendable {
    var ink: Ink
    var blend: Plate.Blend = .multiply
    /// Share of the ink: a thin, transparent one is less than 1.
    var opacity: Float = 1
    /// A printer's gradation, downwards or upwards.
    var fade: Gradation? = nil
    var press = Press()
    /// Crisp coverage 0…1.
    let carved: @Sendable (Grid) -> Plane

    /// Full ink at height `full`, none at `none` (page heights).
    struct Gradation: Sendable {
        var full: Float
        var none: Float
    }

    init(
        _ ink: Ink, blend: Plate.Blend = .multiply, opacity: Float = 1, fade: Gradation? = nil, press: Press = Press(),
        carved: @escaping @Sendable (Grid) -> Plane
    ) {
        self.ink = ink
        self.blend = blend
        self.opacity = opacity
        self.fade = fade
        self.press = press
        self.carved = carved
    }

    /// A plate of everything above 0 of a level on the page's grid.
    init(
        _ ink: Ink, blend: Plate.Blend = .multiply, opacity: Float = 1, fade: Gradation? = nil, press: Press = Press(),
        level: Plane, on page: Grid
    ) {
        self.init(ink, blend: blend, opacity: opacity, fade: fade, press: press) { grid in
            grid.cut(grid.sample(level, on: page))
        }
    }
}

/// The unevenness that all plates of a print share, so that it is made once for a raster: of each kind two fields,
/// which every plate mixes in its own way.
struct PressTexture: Sendable {
    private let wobble: (Plane, Plane)
    private let cloud: (Plane, Plane)
    private let holes: (Plane, Plane)
    /// A plank's grain, deviation about 1; nil of a smooth block.
    private let grain: Plane?

    init(_ grid: Grid, seed: UInt64, plank: Plank? = nil) {
        wobble = (grid.noise(seed &+ 1, 0.004, octaves: 2), grid.noise(seed &+ 2, 0.004, octaves: 2))
        cloud = (grid.noise(seed &+ 3, 0.03, octaves: 3), grid.noise(seed &+ 4, 0.03, octaves: 3))
        holes = (grid.noise(seed &+ 5, 0.0016), grid.noise(seed &+ 6, 0.0016))
        grain = plank?.grain(on: grid)
    }

    /// How much ink of a plate reaches the paper, 0…1.
    func inked(_ coverage: Plane, _ plate: Int, _ press: Press, opacity: Float, on grid: Grid) -> Plane {
        let angle = Float(plate) * 2.4
        let c = cos(angle), s = sin(angle)
        let soft = grid.blur(coverage, press.rough)
        return grid.map { index in
            let raw = soft[index]
            if raw <= 0.2 { return 0 }
            let rough = 0.05 * (c * wobble.0[index] + s * wobble.1[index])
            let edge = clamp((raw - 0.5 + rough) / 0.35 + 0.5)
            let uneven = press.mottle * clamp(c * cloud.0[index] + s * cloud.1[index], -1.5, 2.2)
            let hole = 0.5 * press.holes * smoothstep(2.0, 2.9, s * holes.0[index] - c * holes.1[index])
            let starved = press.grain * clamp((grain?[index] ?? 0) - 0.15, 0, 3)
            return clamp(edge * (press.ink - uneven - hole * press.ink - starved)) * opacity
        }
    }
}

/// A plank of wood: rings that run across the page and show where ink is thin.
struct Plank: Sendable {
    let seed: UInt64
    /// Whether the rings stand upright.
    var isUpright = false
    /// How far the rings waver, in page heights.
    var waver: Float = 0.022

    private static let steps = 2048

    func grain(on grid: Grid) -> Plane {
        let fine = rings(deviation: 1.6, stream: 1), coarse = rings(deviation: 7, stream: 2)
        let bend = grid.noise(seed &+ 21, 0.3, octaves: 3), drift = grid.noise(seed &+ 22, 0.12, octaves: 2)
        let streak = grid.noise(seed &+ 23, 0.09, octaves: 2)
        let upright = isUpright, waver = waver, steps = Float(Self.steps)
        return grid.map { index, x, y in
            let across = upright ? x : y, lengthwise = upright ? y : x
            let place = across + waver * bend[index] + 0.02 * lengthwise + 1
            let u = place * steps * 0.4, v = (place + 0.1 * waver * drift[index]) * steps * 0.4
            let narrow = Self.read(fine, v) * clamp(0.7 + 0.5 * streak[index], 0, 1.6)
            return 0.65 * narrow + 0.6 * Self.read(coarse, u)
        }
    }

    @inline(__always)
    private static func read(_ table: [Float], _ place: Float) -> Float {
        let floor = place.rounded(.down), share = place - floor
        let index = Int(floor) & (steps - 1)
        return mix(table[index], table[(index + 1) & (steps - 1)], share)
    }

    private func rings(deviation: Float, stream: UInt64) -> [Float] {
        var dice = Dice(seed, stream: 900 + stream)
        let raw = (0..<Self.steps).map { _ in dice.normal() }
        let radius = Int(3 * deviation) + 1
        let weights = (-radius...radius).map { exp(-0.5 * Float($0 * $0) / (deviation * deviation)) }
        let power = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return raw.indices.map { index in
            var sum: Float = 0
            for (offset, weight) in weights.enumerated() {
                sum += weight * raw[(index + offset - radius + Self.steps) & (Self.steps - 1)]
            }
            return sum / power
        }
    }
}
