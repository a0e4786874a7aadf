/// A leaded window with daylight behind it.
struct GlassArtwork: Artwork {
    let page: Page
    let pieces: Pieces
    let kinds: [GlassLayout.Kind]
    let colors: GlassColors
    let paint: GlassPaint
    let flesh: Plane
    private let seed: UInt64
    /// Light spread by the glass, and the raster it lies on.
    private let halo: ColorPlane
    private let haloGrid: Grid
    /// Drops of solder where leads meet: x, y, radius.
    private let solder: [SIMD3<Float>]
    private let center: SIMD2<Float>
    let lead: SIMD3<Float> = SIMD3(0.95, 1.0, 1.06)

    var reach: Float { 0.006 }

    init(_ page: Page, layout: GlassLayout, colors: GlassColors, paint: GlassPaint, seed: UInt64) {
        self.page = page
        pieces = layout.pieces
        kinds = layout.kinds
        flesh = layout.flesh
        self.colors = colors
        self.paint = paint
        self.seed = seed
        center = layout.nimbus.center
        solder = layout.pieces.joints().map {
            SIMD3($0.x, $0.y, layout.flesh.at($0.x * page.grid.unit, $0.y * page.grid.unit))
        }
        (halo, haloGrid) = Self.halo(page, layout, colors)
    }

    /// The window's light, blurred, on a quarter of the grid.
    private static func halo(_ page: Page, _ layout: GlassLayout, _ colors: GlassColors) -> (ColorPlane, Grid) {
        let grid = page.grid, pieces = layout.pieces
        let light = grid.colors { index, _, _ in
            let piece = Int(pieces.labels[index])
            let own = mix(colors.pieces[piece], colors.flesh[index], 0.65 * layout.flesh[index])
            let open: Float = pieces.gap[index] > 0.0034 ? 1 : 0
            return pointwiseMax(own - SIMD3(repeating: 0.30), .zero) * open
        }
        let factor = 4
        let small = grid.reduced(by: factor)
        func spread(_ plane: Plane) -> Plane {
            let reduced = grid.reduced(plane, by: factor)
            let near = small.blur(reduced, 0.011), far = small.blur(reduced, 0.034)
            return small.map { 0.26 * near[$0] + 0.12 * far[$0] }
        }
        return (ColorPlane(spread(light.c0), spread(light.c1), spread(light.c2)), small)
    }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let from = page.grid
        let gap = grid.sample(pieces.gap, on: from), soft = grid.sample(flesh, on: from)
        let (glass, isFlesh, holds) = panes(on: grid, gap: gap, soft: soft)
        let painted = fired(on: grid, progress: progress)
        let glow = grid.sample(halo, on: haloGrid)
        let came = leading(on: grid, gap: gap, soft: soft)
        return grid.colors { index, x, y in
            var light = glass[index]
            // Brown vitreous paint lets a little warm light through.
            let brown = SIMD3<Float>(0.060, 0.028, 0.014) * (0.3 + light)
            light = mix(light, brown, painted[index] * (0.66 + 0.28 * isFlesh[index]) * holds[index])
            light += glow[index]
            light = mix(light, came.color[index], came.share[index])
            let inner = min(min(x, page.aspect - x), min(y, 1 - y))
            light *= 0.10 + 0.90 * smoothstep(0.003, 0.0075, inner)
            light /= 1 + light * 0.06
            return SIMD3(OKLab.encoded(light.x), OKLab.encoded(light.y), OKLab.encoded(light.z))
        }
    }

    // MARK: Glass

    private func panes(on grid: Grid, gap: Plane, soft: Plane) -> (
        light: ColorPlane, isFlesh: Plane, holds: Plane
    ) {
        let from = page.grid, labels = pieces.labels
        let skin = grid.sample(colors.flesh, on: from), tone = grid.sample(page.tone, on: from)
        let streaks = (0..<4).map { streak(on: grid, number: $0) }
        let cloud = grid.noise(seed &+ 31, 0.034, octaves: 3)
        let ripple = grid.noise(seed &+ 32, 0.011, octaves: 2)
        let seeds = grid.noise(seed &+ 33, 0.0034)
        let wide = grid.noise(seed &+ 34, 0.22, octaves: 2)
        let isFlesh = grid.plane(), holds = grid.plane()
        let light = grid.colors { index, x, y in
            let piece = Int(labels[from.index(x, y)])
            let kind = kinds[piece]
            var color = colors.pieces[piece]
            var texture =
                1 + 0.12 * clamp(streaks[colors.grain[piece]][index], -2, 2) + 0.07 * clamp(cloud[index], -2, 2)
            if kind == .flesh {
                isFlesh[index] = 1
                holds[index] = 1
                color = mix(color, pointwiseMax(skin[index], .zero), 0.82)
                texture = mix(1, texture, 0.30)
            } else if kind == .hair || kind == .clothes {
                holds[index] = 1
                color *= 0.72 + 0.46 * tone[index]
            }
            // Ripples bend the light; seeds are bubbles.
            texture *= 1 + 0.10 * tanh(ripple[index]) * (kind == .flesh ? 0.35 : 1)
            texture *= 1 + 0.30 * smoothstep(2.5, 2.95, seeds[index])
            let d = hypot(x - center.x, (y - center.y) * 0.85)
            let day = 0.86 + 0.22 * exp(-d * d / 0.16) + 0.05 * wide[index]
            let thick = 0.66 + 0.34 * smoothstep(0.001, 0.0075, gap[index])
            return color * (texture * day * mix(thick, 1, 0.4 * soft[index]))
        }
        return (light, isFlesh, holds)
    }

    /// Streaks of a sheet as it was rolled, along one of four directions.
    private func streak(on grid: Grid, number: Int) -> Plane {
        let angle = [1.35, 0.55, -0.7, 2.4][number] as Float
        return grid.streaks(seed &+ 40 &+ UInt64(number), width: 0.0042, length: 0.075, angle: angle)
    }

    // MARK: Paint

    /// Share of the light that the paint holds back.
    private func fired(on grid: Grid, progress: Float) -> Plane {
        let from = page.grid
        let trace = grid.cut(grid.sample(paint.trace, on: from), softness: 1.6)
        let matting = grid.sample(paint.matting, on: from), lights = grid.sample(paint.lights, on: from)
        let phase = grid.sample(paint.phase, on: from)
        let stipple = grid.noise(seed &+ 51, 0.0013), clump = grid.noise(seed &+ 52, 0.0046, octaves: 2)
        let drag = grid.noise(seed &+ 53, 0.012, octaves: 2)
        let strands = grid.sample(paint.strands, on: from), hair = grid.sample(page.hair, on: from)
        let light = grid.sample(page.tone, on: from), soft = grid.sample(flesh, on: from)
        let line = smoothstep(0.35, 0.6, progress), wash = smoothstep(0.55, 1, progress)
        return grid.map { index in
            let grains = 0.62 * stipple[index] + 0.5 * clump[index]
            // Grains on a face look like stubble.
            let density = clamp(matting[index] * (1 + mix(0.42, 0.12, soft[index]) * grains))
            // A scratched line is as wide as the light it makes.
            let p = phase[index] + 0.18 * drag[index]
            let off = abs(p - p.rounded()) * 2
            let scratch = lights[index] * smoothstep(0.42, 0.30, off) * (0.75 + 0.25 * clump[index])
            // Strands are wider where light falls on the hair.
            let strand = hair[index] * smoothstep(-0.15, 0.35, strands[index] + 1.1 * (light[index] - 0.45))
            let mat = density * (1 - 0.55 * clamp(scratch)) * (1 - 0.85 * strand)
            return max(clamp(trace[index]) * 0.95 * line, mat * wash)
        }
    }

    // MARK: Lead

    private func leading(on grid: Grid, gap: Plane, soft: Plane) -> (share: Plane, color: ColorPlane) {
        let unit = grid.unit, lead = lead
        let wobble = grid.noise(seed &+ 61, 0.02, octaves: 2), rough = grid.noise(seed &+ 62, 0.0026, octaves: 2)
        let half = grid.map { index in (0.0035 - 0.0011 * soft[index]) * (1 + 0.10 * wobble[index]) }
        var drops = Drawing()
        for drop in solder { drops.disc(SIMD2(drop.x, drop.y), radius: 0.0056 - 0.0018 * drop.z, .one) }
        let joints = grid.blur(drops.coverage(on: grid), 0.0009)
        let share = grid.map { index in
            max(clamp((half[index] - gap[index]) * unit / 1.2 + 0.5), smoothstep(0.45, 0.62, joints[index]))
        }
        // Round section of the lead, lit from the upper left.
        let section = grid.map { index in
            let t = clamp(max(gap[index], 0) / half[index])
            return max((1 - t * t).squareRoot() * half[index], smoothstep(0.2, 1, joints[index]) * 0.0040)
        }
        let (gx, gy) = grid.slopes(grid.blur(section, 0.0006))
        let color = grid.colors { index, _, _ in
            let slope = -(0.6 * gx[index] + 0.75 * gy[index])
            let value = 0.020 + 0.11 * clamp(slope, 0, 1.1) - 0.010 * clamp(-slope) + 0.0025 * rough[index]
            return lead * max(value + 0.012 * smoothstep(0.5, 1, joints[index]), 0.006)
        }
        return (share, color)
    }
}
