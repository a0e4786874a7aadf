/// The paint on the brush.
extension StrokeTracer {
    /// Colors of the brush's two sides.
    func load(
        at place: SIMD2<Float>, along line: [SIMD2<Float>], _ color: SIMD3<Float>, _ dice: inout Dice
    ) -> (left: SIMD3<Float>, right: SIMD3<Float>) {
        let shift = shift(from: color, at: scene.grid.index(place.x, place.y), &dice)
        let heading = line[line.count / 2] - line[line.count / 2 - 1]
        let across = SIMD2(heading.y, -heading.x) / max(hypot(heading.x, heading.y), 1e-6) * (0.6 * coat.radius)
        // The left side lies above a line that goes to the right.
        return (side(place + across, color) + shift, side(place - across, color) + shift)
    }

    /// What one side of the brush takes up; not a foreign color over an edge.
    private func side(_ place: SIMD2<Float>, _ color: SIMD3<Float>) -> SIMD3<Float> {
        let own = reference.color(place)
        return abs(own.x - color.x) > coat.tolerance * 0.6 ? color : mix(color, own, coat.twoSided)
    }

    /// Chance, palette and division of color.
    private func shift(from color: SIMD3<Float>, at index: Int, _ dice: inout Dice) -> SIMD3<Float> {
        var shift = SIMD3(dice.normal(), dice.normal(), dice.normal()) * coat.jitter
        if coat.snap > 0, let pigment = nearest(to: color + shift) {
            // Lightness carries the form; it follows less.
            shift += (pigment - color) * SIMD3(0.35, 1, 1) * coat.snap
        }
        if coat.division > 0, !scene.axes.isEmpty {
            let axis = scene.axes[dice.below(scene.axes.count)]
            let lean = coat.divisionLean.map { $0[index] } ?? 0
            shift += axis * (dice.chance(0.5 + 0.5 * lean) ? coat.division : -coat.division)
        }
        return shift
    }

    private func nearest(to color: SIMD3<Float>) -> SIMD3<Float>? {
        scene.pigments.min { distance($0, color) < distance($1, color) }
    }

    private func distance(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float {
        let d = a - b
        return 0.5 * d.x * d.x + d.y * d.y + d.z * d.z
    }
}
