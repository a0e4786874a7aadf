/// Free etched lines: hatching crossed where it darkens, a veil of ink left on the plate, the plate's mark in the paper.
///
/// Variations: a plate with a drawn ground; a night piece, dark but for the face; inked in several colors (à la poupée);
/// a sketch in drypoint with its burr.
struct Etching: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        try EtchingStudio(page, direction).print()
    }
}

enum EtchingLayout: CaseIterable {
    case plate, night, colored, drypoint
}

struct EtchedPrint: Artwork {
    let page: Page
    let palette: Palette
    let seed: UInt64
    let layout: EtchingLayout
    let lines: LineSet
    /// How dark the features are to become; on the page's grid.
    let target: Plane
    /// How much ink the printer left on the plate's surface, 0 wiped clean … 1; on the page's grid.
    let film: Plane
    /// Lids and pupils, which are bitten deep, and the glints that stay bare; on the page's grid.
    let eyes: (lines: Plane, glints: Plane)
    /// Which ink was dabbed where, OKLab; on the page's grid.
    let inks: ColorPlane?

    var reach: Float { 0.008 }

    /// Distance of the plate from the page's edges.
    static let margin: Float = 0.062

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let paper = grid.paper(palette.paper, seed: seed &+ 3, grain: 0.018, fibers: 0.008)
        let sheet = grid.plane(1)
        let goal = grid.map { [plane = grid.sample(target, on: page.grid)] in clamp(plane[$0], 0.03, 1) }
        lines.draw(on: sheet, target: goal, tooth: nil, grid: grid, progress: clamp(progress / 0.85))
        let ink = bitten(sheet, on: grid)
        let veil = grid.sample(film, on: page.grid), wiped = smoothstep(0.8, 1, progress)
        let inks = self.inks.map { grid.sample($0, on: page.grid) }
        let key = OKLab.srgb(palette.key.lab), grain = grid.noise(seed &+ 61, 0.0013)
        let aspect = page.aspect, unit = grid.unit
        return grid.colors { index, x, y in
            let distance = plateDistance(x, y, aspect)
            let inside = coverage(distance * unit)
            let color = inks.map { OKLab.srgb($0[index]) } ?? key
            let tone = clamp(veil[index] * (1 + 0.10 * grain[index]) + rim(distance)) * inside * wiped
            let line = ink[index] * inside
            // Paper pressed by the plate is smoother.
            let base = mix(paper.color[index], palette.paper.rgb, 0.35 * inside)
            let printed = base * (1 - (1 - color) * (1 - (1 - tone) * (1 - 0.97 * line)))
            return (printed * emboss(x, y, distance)).clamped(lowerBound: .zero, upperBound: .one)
        }
    }

    /// Lines as the acid left them: uneven at their sides, with ink drawn a little out of them by the cloth.
    private func bitten(_ sheet: Plane, on grid: Grid) -> Plane {
        let fine = grid.noise(seed &+ 31, 0.0011), broad = grid.noise(seed &+ 33, 0.02, octaves: 2)
        let burr: Float = layout == .drypoint ? 0.55 : 0.22
        let deep = grid.sample(eyes.lines, on: page.grid), glints = grid.sample(eyes.glints, on: page.grid)
        let dark = grid.map { max(1 - sheet[$0], 0.95 * smoothstep(0.30, 0.70, deep[$0])) }
        let bleeding = grid.blur(dark, layout == .drypoint ? 0.0016 : 0.0011)
        // The whites of eyes are a few lines apart, and would fill.
        let eyes = grid.sample(page.face.eyes, on: page.grid)
        return grid.map { index in
            let edge = clamp(dark[index] * (1.12 + 0.10 * fine[index] + 0.05 * broad[index]))
            let ink = clamp(edge + burr * (1 - 0.8 * eyes[index]) * bleeding[index] * (1 - edge))
            return ink * (1 - smoothstep(0.30, 0.70, glints[index]))
        }
    }

    /// Distance from the plate's edge with its rounded corners, negative on the plate.
    @inline(__always)
    private func plateDistance(_ x: Float, _ y: Float, _ aspect: Float) -> Float {
        let round: Float = 0.012
        let q = SIMD2(abs(x - aspect / 2) - (aspect / 2 - Self.margin), abs(y - 0.5) - (0.5 - Self.margin)) + round
        return hypot(max(q.x, 0), max(q.y, 0)) + min(max(q.x, q.y), 0) - round
    }

    /// Ink that stays in the plate's beveled edge.
    @inline(__always)
    private func rim(_ distance: Float) -> Float {
        0.16 * exp(-pow((distance + 0.0022) / 0.0016, 2)) + 0.05 * smoothstep(-0.02, 0, distance)
    }

    /// Light on the step that the plate pressed into the paper: from the upper left.
    @inline(__always)
    private func emboss(_ x: Float, _ y: Float, _ distance: Float) -> Float {
        guard abs(distance) < 0.008 else { return 1 }
        let step: Float = 0.0008
        let dx = plateDistance(x + step, y, page.aspect) - distance,
            dy = plateDistance(x, y + step, page.aspect) - distance
        let facing = (dx * 0.6 + dy * 0.8) / step
        return 1 + 0.10 * facing * exp(-pow((distance - 0.0012) / 0.0020, 2))
    }
}
