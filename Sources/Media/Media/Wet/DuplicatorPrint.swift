struct DuplicatorPrint: Artwork {
    let paper: Ink
    /// Key, lead, third; the key is printed last.
    let inks: [Ink]
    let seed: UInt64
    let grid: Grid
    let plates: [Plane]
    /// Solid lines of the key, positive inside.
    let lines: Plane
    /// Of each plate from its place, in page heights.
    let shifts: [SIMD2<Float>]
    let margin: Float
    let grain: Float
    let angle: Float?

    var reach: Float { 0.004 }

    func paint(on raster: Grid, progress: Float) -> ColorPlane {
        let (sheet, tooth) = raster.paper(paper, seed: seed, grain: 0.014, fibers: 0.004)
        // Rollers leave faint tracks, drums uneven ink.
        let cloud = raster.noise(seed &+ 3, 0.05, octaves: 3), specks = raster.noise(seed &+ 5, 0.0013)
        var light = raster.colors { index, _, _ in
            let c = sheet[index]
            return SIMD3(OKLab.decoded(c.x), OKLab.decoded(c.y), OKLab.decoded(c.z))
        }
        for step in inks.indices {
            let number = inks.count - 1 - step
            let laid = clamp(progress * Float(inks.count) - Float(step))
            guard laid > 0 else { continue }
            let printed = coverage(of: number, on: raster)
            let ink = OKLab.linear(inks[number].lab)
            light = raster.colors { [light] index, _, _ in
                let even = 0.95 - 0.03 * clamp(cloud[index] * (number == 1 ? -1 : 1), -1.5, 1.5) + 0.02 * tooth[index]
                let hole = smoothstep(2.3, 3.0, specks[index] * (number == 1 ? -1 : 1))
                let amount = clamp(printed[index] * even * (1 - hole)) * laid
                return light[index] * (1 - amount + amount * ink)
            }
        }
        return raster.colors { [light] index, _, _ in
            let c = light[index]
            return SIMD3(OKLab.encoded(c.x), OKLab.encoded(c.y), OKLab.encoded(c.z))
        }
    }

    /// A plate through its screen.
    private func coverage(of number: Int, on raster: Grid) -> Plane {
        let shift = shifts[number % shifts.count]
        // The plate's own raster: this one, moved against the page.
        let dx = shift.x * raster.unit, dy = shift.y * raster.unit
        let plate = raster.sample(plates[number], on: grid, dx: dx, dy: dy)
        let solid = number == 0 ? raster.cut(raster.sample(lines, on: grid, dx: dx, dy: dy)) : nil
        let screen = screen(number, on: raster)
        let softness = clamp(0.42 / max(grain * raster.unit, 0.5), 0.05, 0.34)
        let aspect = Float(grid.width) / grid.unit, margin = margin
        return raster.map { index, x, y in
            // Very thin tints stay bare, very full ones close.
            let value = (plate[index] - 0.03) / 0.90
            var dots = smoothstep(-softness, softness, value - screen[index])
            if let solid { dots = max(dots, solid[index]) }
            guard margin > 0 else { return dots }
            let inside = min(min(x - shift.x, aspect - x + shift.x), min(y - shift.y, 1 - y + shift.y)) - margin
            return dots * clamp(inside * raster.unit + 0.5)
        }
    }

    /// Thresholds 0…1, evenly spread: grains, or lines at an angle of each plate's own.
    private func screen(_ number: Int, on raster: Grid) -> Plane {
        let stream = seed &+ 71 &+ UInt64(number) &* 13
        if let angle {
            let turn = angle + Float(number) * 0.9, c = cos(turn), s = sin(turn)
            let wobble = raster.noise(stream, 0.004, octaves: 2)
            return raster.map { index, x, y in
                let wave = abs(2 * fraction((x * c + y * s) / grain) - 1)
                return clamp(0.04 + 0.92 * wave + 0.06 * wobble[index])
            }
        }
        // Grains as even as a stochastic screen's: what is coarse in the noise is taken out.
        let grains = raster.noise(stream, grain), finer = raster.noise(stream &+ 1, grain * 0.6)
        let mixed = raster.map { grains[$0] + 0.6 * finer[$0] }
        let coarse = raster.blur(mixed, grain * 1.1)
        return raster.map { index in
            // The normal distribution's integral, nearly (Bowling 2009): thresholds become even.
            let n = (mixed[index] - coarse[index]) / 0.98
            return 1 / (1 + exp(-1.702 * n))
        }
    }
}

@inline(__always)
private func fraction(_ x: Float) -> Float { x - x.rounded(.down) }
