import CMediaKernels

/// A mosaic's stones in their bed.
struct MosaicArtwork: Artwork {
    let stones: MosaicStones
    /// OKLab.
    let mortar: SIMD3<Float>
    let seed: UInt64

    /// The largest stone and its joints.
    var reach: Float { 0.004 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let laid = Int((Float(stones.count) * clamp(progress)).rounded())
        let cells = cells(laid, on: grid)
        let joint = grid.map { index in
            let k = Int(cells.label[index])
            return max(k < 0 ? 1 : min(0.00072, 0.085 * stones.shapes[6 * k + 5] * 2) * grid.unit, 0.12)
        }
        // Height of the stones over the mortar, rounded at their edges; hand-cut edges are uneven.
        let chip = grid.noise(seed &+ 1, 0.0022, octaves: 2), fine = grid.noise(seed &+ 2, 0.0011)
        let inside = grid.map { index in
            clamp((cells.gap[index] - joint[index] * (1 + 0.28 * chip[index])) / 1.3 + 0.5)
        }
        let bevel = 0.0019 * grid.unit
        let height = grid.blur(
            grid.map { index in
                let t = clamp((cells.gap[index] - joint[index]) / bevel)
                return t * (2 - t)
            }, 0.0004)
        let (gx, gy) = grid.slopes(height)
        let smear = grid.noise(seed &+ 3, 0.0042, octaves: 2)
        let grit = grid.noise(seed &+ 5, 0.0014, octaves: 2)
        let shade = grid.blur(inside, 0.0010)
        let scale: Float = 0.0016
        return grid.colors { index, x, y in
            let bed = mortar + SIMD3(0.028 * grit[index] - 0.10 * (shade[index] - 0.35), 0, 0)
            let k = Int(cells.label[index])
            guard k >= 0, k < laid else { return OKLab.srgb(bed) }
            let tilt = stones.tilts[k], gold = stones.gold[k]
            let slope = -(0.6 * gx[index] + 0.8 * gy[index]) * scale
            // Every stone leans a little: its face brightens toward one side; gold flashes.
            let lean = 0.5 * (tilt.x * cells.u[index] + tilt.y * cells.v[index])
            let flash = clamp(0.6 * tilt.x + 0.5 * tilt.y, -1.5, 2.2)
            var color = stones.colors[k]
            let light =
                clamp(slope, -0.11, 0.13) + lean * (0.016 + 0.02 * gold) + 0.011 * smear[index] + 0.006 * fine[index]
            color.x += light * (0.45 + 0.75 * color.x) + gold * (0.045 * flash + 0.11 * max(flash - 1, 0))
            color.y *= 1 - 0.25 * gold * max(flash - 1, 0)
            let glint = gold * smoothstep(1.7, 2.4, smear[index] + 0.5 * flash) * 0.08
            color.x = clamp(color.x + glint, 0, 1)
            // Mortar takes up dust of the stones it holds.
            let joints = mix(bed, SIMD3(0.68 * color.x, color.y, color.z), 0.52)
            return OKLab.srgb(mix(joints, color, inside[index]))
        }
    }

    private struct Cells: Sendable {
        let label: [Int32]
        let gap: Plane
        let u: Plane
        let v: Plane
    }

    private func cells(_ count: Int, on grid: Grid) -> Cells {
        var label = [Int32](repeating: -1, count: grid.width * grid.height)
        let gap = grid.plane(), u = grid.plane(), v = grid.plane()
        let margin: Float = 3 * 0.013
        let low = SIMD2(grid.x(0), grid.y(0)) - margin
        let high = SIMD2(grid.x(grid.width - 1), grid.y(grid.height - 1)) + margin
        // Only stones near this part of the page; `numbers` leads back to all.
        var near: [Float] = [], numbers: [Int32] = []
        for k in 0..<count {
            let x = stones.shapes[6 * k], y = stones.shapes[6 * k + 1]
            guard x > low.x, x < high.x, y > low.y, y < high.y else { continue }
            near += [
                x * grid.unit, y * grid.unit, stones.shapes[6 * k + 2], stones.shapes[6 * k + 3],
                stones.shapes[6 * k + 4] * grid.unit, stones.shapes[6 * k + 5] * grid.unit,
            ]
            numbers.append(Int32(k))
        }
        cmedia_stones(
            near, Int32(numbers.count), 1.28, Int32(grid.width), Int32(grid.height), Int32(grid.left),
            Int32(grid.top), &label, gap.values, u.values, v.values)
        for index in label.indices where label[index] >= 0 { label[index] = numbers[Int(label[index])] }
        return Cells(label: label, gap: gap, u: u, v: v)
    }
}
