/// What stands behind the sitter; never the photograph's own background.
package enum GroundDesign: String, Sendable, CaseIterable, Codable {
    /// Light falling off toward the darker side.
    case plain
    /// A disc behind the head.
    case sun
    /// A printer's gradation from both ends toward the middle.
    case bokashi
    /// Beams from behind the head.
    case rays
    /// Tongues of flame from below.
    case fire
    /// Torn clouds, a bright rift, slanting rain.
    case storm
    /// A moon and stars.
    case night
    /// Curls of wind.
    case curl
    /// Tall houses, some windows lit.
    case city
    /// Flower heads among leaves.
    case garden
    /// Hills in layers of haze.
    case mist
    /// Rows of waves under an open sky.
    case waves
}

/// A ground drawn on a raster, for any medium to interpret.
package struct GroundField: Sendable {
    /// Place on the palette's ground ramp, 0 dark … 1 light.
    package let tone: Plane
    /// Where the design's own object is (sun, flames, lit windows…), 0…1; it takes the palette's first ink.
    package let accent: Plane
    /// The way a brush, a gouge or a line goes.
    package let flow: Flow
}

extension GroundDesign {
    /// The ground on any raster of the page; it depends on the place on the page alone.
    ///
    /// - Parameter seed: places of the design's parts.
    package func field(on grid: Grid, page: Page, seed: UInt64) -> GroundField {
        let scene = GroundScene(
            grid: grid, center: page.face.center, head: page.face.eyeDistance, side: page.lightSide,
            aspect: page.aspect, seed: Dice.mixed(seed &+ 0x6E0))
        return switch self {
        case .plain: scene.plain()
        case .sun: scene.sun()
        case .bokashi: scene.bokashi()
        case .rays: scene.rays()
        case .fire: scene.fire()
        case .storm: scene.storm()
        case .night: scene.night()
        case .curl: scene.curl()
        case .city: scene.city()
        case .garden: scene.garden()
        case .mist: scene.mist()
        case .waves: scene.waves()
        }
    }
}

/// Where a ground is drawn. Lengths in page heights; `head` is the distance between the eyes.
struct GroundScene: Sendable {
    let grid: Grid
    let center: SIMD2<Float>
    let head: Float
    /// The side that light comes from: -1 left, 1 right.
    let side: Float
    let aspect: Float
    let seed: UInt64

    func field(
        tone: Plane, accent: Plane? = nil, angle: @Sendable (Int, Float, Float) -> Float
    ) -> GroundField {
        let cosines = grid.plane(), sines = grid.plane()
        grid.each { index, x, y in
            let a = angle(index, x, y)
            cosines[index] = cos(a)
            sines[index] = sin(a)
        }
        return GroundField(
            tone: tone, accent: accent ?? grid.plane(), flow: Flow(cosines: cosines, sines: sines))
    }

    /// Darker behind the lit side of the head, lighter behind its shadow: the oldest way to make a head stand out.
    @inline(__always)
    func falloff(_ x: Float, _ y: Float) -> Float {
        0.52 - 0.34 * side * (x - center.x) / aspect - 0.22 * (y - center.y)
    }

    func cloud(_ stream: UInt64, _ feature: Float, octaves: Int = 3) -> Plane {
        grid.noise(seed &+ stream, feature, octaves: octaves)
    }
}
