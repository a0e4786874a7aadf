/// What a brush sees of the page: the picture it is to reach, and how to go about it. All planes lie on one grid.
package struct StrokeScene: Sendable {
    package var grid: Grid
    /// OKLab.
    package var target: ColorPlane
    package var flow: Flow
    /// Smallest radius allowed at a place, in page heights: broad on the ground, fine in the features.
    package var finest: Plane
    /// How much longer than usual strokes are.
    package var lengths: Plane
    /// Where likeness matters, 0…1: there smaller differences are mended.
    package var care: Plane
    /// Numbers of regions; a stroke that began in one ends at its border.
    package var regions: Plane
    /// Colors that strokes are drawn to.
    package var pigments: [SIMD3<Float>] = []
    /// Differences of color along which strokes are divided in pairs.
    package var axes: [SIMD3<Float>] = []
}

/// One coat of strokes of about one width.
package struct Coat: Sendable {
    /// Half of the brush's width, in page heights.
    package var radius: Float
    package var brush: Brush
    /// Distance between strokes' beginnings, in radii.
    package var spacing: Float = 0.9
    /// Lengths in radii: below the first a stroke does not end for its color's sake; the second is the longest.
    package var shortest: Float = 3
    package var longest: Float = 10
    /// 0 straight … 1 bends as the flow does.
    package var curving: Float = 0.7
    /// Difference of color (see `difference(_:_:)`) at which a stroke ends.
    package var tolerance: Float = 0.12
    /// Mean difference between canvas and target from which a stroke is set; nil sets strokes everywhere.
    package var threshold: Float?
    /// Chance of a stroke where it is due, 0…1.
    package var chance: Plane?
    /// Random deviation of a stroke's L, a and b.
    package var jitter = SIMD3<Float>(0.016, 0.009, 0.009)
    /// How far a and b are drawn to the nearest pigment, 0…1.
    package var snap: Float = 0
    /// Part of an axis by which a stroke's color is moved one way or the other; the mean stays.
    package var division: Float = 0
    /// Where one way is likelier than the other, -1…1: neighbors then share a hue.
    package var divisionLean: Plane?
    /// How different the two sides of the brush may be, 0…1.
    package var twoSided: Float = 0.55
    /// Blur of what the brush looks at, in radii.
    package var blur: Float = 0.4
    /// Random deviation of the direction, in radians.
    package var wander: Float = 0
    package var flow: Flow?
    package var target: ColorPlane?
    /// Also where strokes should be finer or coarser.
    package var ignoresFinest = false

    package init(radius: Float, brush: Brush) {
        self.radius = radius
        self.brush = brush
    }

    package func with(_ change: (inout Coat) -> Void) -> Coat {
        var coat = self
        change(&coat)
        return coat
    }
}

/// How different two OKLab colors look to a painter; about 0.02 is just seen.
@inline(__always)
func difference(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float {
    abs(a.x - b.x) + 1.3 * (abs(a.y - b.y) + abs(a.z - b.z))
}

/// A scene's target as a brush of one width sees it: reduced and blurred by its width.
struct Reference: Sendable {
    let grid: Grid
    let target: ColorPlane

    init(_ target: ColorPlane, on grid: Grid, radius: Float, blur: Float) {
        let factor = min(max(Int(radius * grid.unit / 3.5), 1), 8)
        guard factor > 1 else {
            self.grid = grid
            self.target = grid.blur(target, blur * radius)
            return
        }
        let small = grid.reduced(target, by: factor), reduced = grid.reduced(by: factor)
        self.grid = reduced
        // The means over squares are already a blur.
        let square = 0.29 / reduced.unit, wanted = blur * radius
        self.target = reduced.blur(small, max(wanted * wanted - square * square, 0).squareRoot())
    }

    @inline(__always)
    func color(_ place: SIMD2<Float>) -> SIMD3<Float> {
        target.at(place.x * grid.unit, place.y * grid.unit)
    }
}
