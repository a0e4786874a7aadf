struct SunPrint: Artwork {
    let paper: Ink
    let pigment: SIMD3<Float>
    /// What the deepest darks turn to.
    let second: SIMD3<Float>
    let seed: UInt64
    let grid: Grid
    let exposure: Plane
    let mask: Plane
    let ground: Plane
    let coat: Plane
    let dryness: Plane
    let plants: Herbarium
    let lines: [PenLine]
    let isBlueprint: Bool
    let isToned: Bool
    /// Plants print dark on white.
    let isPositive: Bool
    /// Middle of an oval mat.
    let oval: SIMD2<Float>?

    var reach: Float { 0.008 }

    func paint(on raster: Grid, progress: Float) -> ColorPlane {
        let (sheet, tooth) = raster.coldPressed(paper, seed: seed)
        let exposed = exposed(on: raster)
        let edge = edge(on: raster, tooth: tooth)
        // Emulsion pools and thins along the brush's rows; paper shows its fibers in it.
        let streak = raster.noise(seed &+ 61, 0.05, octaves: 3), fiber = raster.noise(seed &+ 62, 0.0024, octaves: 2)
        let light = OKLab.linear(paper.lab)
        let first = opticalDensity(OKLab.linear(pigment), on: light)
        let last = opticalDensity(OKLab.linear(second), on: light)
        let range = paper.lab.x - pigment.x
        return raster.colors { index, _, _ in
            var amount = exposed[index]
            amount = clamp(amount * (1 + 0.035 * streak[index] + 0.03 * fiber[index]) * edge[index] * progress, 0, 1.08)
            guard amount > 0.002 else { return sheet[index] }
            // Lightness falls evenly with exposure; density follows from it.
            let target = paper.lab.x - range * amount
            let dense = log(max(pow(target, 3), 0.004)) / log(max(pow(pigment.x, 3), 0.004))
            let deep = isToned ? smoothstep(0.45, 1, amount) : 0
            var d = (first + (last - first) * deep) * max(dense, 0)
            d *= 1 - 0.05 * tooth[index] / (1 + d.max())
            let paper = sheet[index]
            return SIMD3(
                OKLab.encoded(OKLab.decoded(paper.x) * exp(-d.x)), OKLab.encoded(OKLab.decoded(paper.y) * exp(-d.y)),
                OKLab.encoded(OKLab.decoded(paper.z) * exp(-d.z)))
        }
    }

    /// What the sun saw: the negative, the ground, and plants that kept light away.
    private func exposed(on raster: Grid) -> Plane {
        func sampled(_ plane: Plane) -> Plane { raster.sample(plane, on: grid) }
        let figure = sampled(exposure), mask = sampled(mask), ground = sampled(ground)
        let behind = raster.penned(plants.behind), before = raster.penned(isBlueprint ? [] : plants.before)
        let drawn = raster.penned(lines)
        // Leaves do not lie flat everywhere: their shadows soften.
        let soft = raster.blur(behind, 0.0011)
        return raster.map { index in
            let leaf = isBlueprint ? 0 : 0.6 * behind[index] + 0.4 * soft[index]
            let dark = isBlueprint ? 0.95 : ground[index]
            let back = isPositive ? 0.05 + 0.22 * (1 - dark) + 0.62 * leaf : dark * (1 - 0.93 * leaf)
            let sitter = isBlueprint ? 0.93 - 0.40 * (1 - figure[index]) : figure[index]
            let both = mix(back, sitter, clamp(mask[index]))
            let over = isPositive ? mix(both, 0.9, 0.8 * before[index]) : both * (1 - 0.92 * before[index])
            return over * (1 - drawn[index])
        }
    }

    private func edge(on raster: Grid, tooth: Plane) -> Plane {
        let level = raster.sample(coat, on: grid), dryness = raster.sample(dryness, on: grid)
        return raster.map { index, x, y in
            var value = brushed(level[index], dryness: dryness[index], tooth: tooth[index], flow: 1)
            // A thin coat at the brush's margins prints paler.
            value *= 0.80 + 0.20 * smoothstep(0, 0.02, level[index])
            if let oval {
                value = 1
                let far = hypot(
                    (x - oval.x) / min(0.41 * Float(grid.width) / grid.unit, 0.36), (y - oval.y - 0.03) / 0.435)
                value *= coverage((far - 1) * 0.36 * raster.unit, softness: 1.2)
            }
            return value
        }
    }
}
