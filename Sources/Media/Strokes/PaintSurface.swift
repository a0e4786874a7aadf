/// What paint lies on, and how light falls over it.
package struct PaintSurface: Sendable {
    package enum Support: Sendable {
        /// Linen with threads so far apart, in page heights.
        case linen(Float)
        /// Paper with a tooth of about this width.
        case paper(Float)
    }

    package var support: Support = .linen(0.004)
    /// How strongly the paint's relief is lit.
    package var relief: Float = 0.55
    package var gloss: Float = 0.12
    /// How much the support's grain shows through thin paint.
    package var weave: Float = 0.25
    /// How much lighter or darker paint is on the grain's heights and in its pits.
    package var tooth: Float = 0
    /// How much darker hollows between ridges are.
    package var hollows: Float = 0.25
    /// Where light comes from, -1 left … 1 right; it always falls from above.
    package var side: Float = -1

    package init() {}

    /// The support's height 0…1.
    func grain(on grid: Grid, seed: UInt64) -> Plane {
        switch support {
        case .linen(let period): linen(period, on: grid, seed: seed)
        case .paper(let width): paper(width, on: grid, seed: seed)
        }
    }

    private func linen(_ period: Float, on grid: Grid, seed: UInt64) -> Plane {
        let drift = grid.noise(seed &+ 21, 0.024), slub = grid.noise(seed &+ 22, 0.0016)
        let scale = 2 * Float.pi / period
        return grid.map { index, x, y in
            let u = (x + 0.0006 * drift[index]) * scale, v = (y + 0.0006 * drift[index]) * scale
            let warp = sin(u) * (cos(v / 2) > 0 ? 1 : -1), weft = sin(v) * (cos(u / 2) > 0 ? 1 : -1)
            return 0.5 + 0.25 * max(warp, weft) + 0.06 * slub[index]
        }
    }

    /// Kept within bounds: in deeper pits chalk leaves pin-holes.
    private func paper(_ width: Float, on grid: Grid, seed: UInt64) -> Plane {
        let fine = grid.noise(seed &+ 23, width), coarse = grid.noise(seed &+ 24, width * 2.6, octaves: 2)
        let fibers = grid.noise(seed &+ 25, width * 0.4)
        return grid.map { index in
            let tooth = 0.70 * fine[index] + 0.26 * coarse[index] + 0.26 * fibers[index]
            return clamp(0.53 + 0.17 * tooth, 0.32, 0.86)
        }
    }

    /// The lit picture in sRGB.
    func lit(_ canvas: StrokeCanvas) -> ColorPlane {
        let grid = canvas.grid, color = canvas.color, grain = canvas.grain
        // Heights in parts of 1/1280 of the page, the size they are tuned for.
        let usual: Float = 1280, scale = usual / grid.unit, weave = weave
        let body = grid.blur(canvas.height, pixels: max(0.5, 0.00022 * grid.unit))
        let surface = grid.map { index in
            let height = body[index] * scale
            return height + weave * grain[index] * exp(-0.35 * height)
        }
        let (gx, gy) = grid.slopes(surface)
        let wide = grid.blur(surface, 0.0018)
        let lx = 0.6 * side, steepness = 1.2 * relief / usual, gloss = gloss, hollows = hollows, tooth = tooth
        return grid.colors { index, _, _ in
            let facing = tanh((gx[index] * lx - gy[index] * 0.75) * steepness)
            let hollow = tanh(surface[index] - wide[index])
            var lab = color[index]
            let l = lab.x
            lab.x +=
                facing * 0.16 * (0.35 + 0.65 * l) + gloss * clamp(facing - 0.25) * (1 - l)
                + hollows * 0.1 * min(hollow, 0) * l + tooth * (grain[index] - 0.53)
            lab.x = clamp(lab.x)
            return OKLab.srgb(lab)
        }
    }
}

/// A painting: strokes on a primed support, lit from the side.
struct PaintedArtwork: Artwork {
    let strokes: StrokeList
    let ground: Ink
    let surface: PaintSurface
    let seed: UInt64

    var reach: Float { 0.006 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let canvas = StrokeCanvas(
            grid, primed: ground, grain: surface.grain(on: grid, seed: seed), band: grid.height)
        canvas.draw(strokes, 0..<strokes.count(at: progress))
        return surface.lit(canvas)
    }
}
