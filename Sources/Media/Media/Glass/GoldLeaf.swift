/// Leaves of gold on red bole: squares that overlap, crinkled, here and there rubbed through.
struct GoldLeaf: Sendable {
    let seed: UInt64
    /// Side of a leaf in page heights.
    var side: Float = 0.085
    /// How much of the bole shows, 0…1.
    var wear: Float = 0.6

    private static let gold = Ramp([
        (0, 0x4a2a10), (0.25, 0x8a5a1e), (0.45, 0xc08a2c), (0.58, 0xdcae4c), (0.75, 0xf3d68a), (1, 0xfff6d2),
    ]).table
    private static let bole = Ink(0x7a2e1c).lab

    /// The color of gold of a brightness 0…1, OKLab.
    static func color(_ brightness: Float) -> SIMD3<Float> { gold[Int(clamp(brightness) * 255)] }

    /// Brightness 0…1 of the leaf, and where it is rubbed through.
    func surface(on grid: Grid) -> (brightness: Plane, rubbed: Plane) {
        let wx = grid.noise(seed &+ 1, 0.06, octaves: 2), wy = grid.noise(seed &+ 2, 0.06, octaves: 2)
        let coarse = grid.noise(seed &+ 3, 0.013, octaves: 3, gain: 0.7),
            fine = grid.noise(seed &+ 4, 0.0038, octaves: 2)
        let crinkle = grid.map { 0.60 * coarse[$0] + 0.26 * fine[$0] }
        let (gx, gy) = grid.slopes(crinkle)
        let broad = grid.noise(seed &+ 5, 0.30, octaves: 2), patches = grid.noise(seed &+ 6, 0.02, octaves: 2)
        let wearing = grid.noise(seed &+ 7, 0.018, octaves: 4, gain: 0.65),
            regions = grid.noise(seed &+ 8, 0.15, octaves: 2)
        let side = side, wear = wear, seed = seed
        let brightness = grid.map { index, x, y in
            let u = (x + 0.003 * wx[index]) / side, v0 = (y + 0.003 * wy[index]) / side
            let column = u.rounded(.down), shift = 0.37 * Float(Int(column) % 3), v = v0 + shift
            let row = v.rounded(.down)
            let own = Dice.mixed(seed &+ UInt64(Int(column) + 64) &* 977 &+ UInt64(Int(row) + 64) &* 31)
            let tone = Float(own & 1023) / 512 - 1
            let fu = abs(u - column - 0.5) * 2, fv = abs(v - row - 0.5) * 2
            let seam = max(smoothstep(0.955, 0.99, fu), smoothstep(0.955, 0.99, fv))
            let light = tanh(-(0.7 * gx[index] + 0.7 * gy[index]) * 0.0030)
            return 0.53 + 0.062 * tone + 0.06 * broad[index] + 0.066 * light
                + 0.11 * seam * smoothstep(-0.6, 0.4, patches[index])
        }
        let rubbed = grid.map { index in
            wear * smoothstep(1.75, 2.35, wearing[index] + 0.5 * regions[index])
        }
        return (brightness, rubbed)
    }

    /// The leaf lit from the upper left, sRGB.
    ///
    /// - Parameters:
    ///   - surface: of the same grid; made once for all that is gilded on it.
    ///   - height: a relief under the leaf in page heights.
    func paint(_ surface: (brightness: Plane, rubbed: Plane), on grid: Grid, height: Plane?) -> ColorPlane {
        let (brightness, rubbed) = surface
        let slopes = height.map { grid.slopes($0) }
        return grid.colors { index, _, _ in
            var value = brightness[index]
            if let slopes {
                let slope = -(0.6 * slopes.x[index] + 0.75 * slopes.y[index])
                value += 0.30 * tanh(1.6 * slope)
            }
            return OKLab.srgb(mix(Self.color(value), Self.bole, 0.75 * rubbed[index]))
        }
    }
}
