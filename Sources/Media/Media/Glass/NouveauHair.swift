/// Hair as a few swinging locks, each of one tone with a line between, and loose tendrils.
struct NouveauHair: Sendable {
    let locks: [Path]
    /// OKLab of every lock.
    let tones: [SIMD3<Float>]
    /// How far a place is inside the hair; a level set on the page's grid.
    let inside: Plane
    /// Tendrils behind the head, each with its outline.
    let tendrils: Drawing
    /// Distance between the middles of locks.
    let width: Float

    init(_ page: Page, palette: Palette, colors: NouveauColors, seed: UInt64) throws {
        let grid = page.grid
        var dice = Dice(seed, stream: 81)
        let soft = grid.blur(page.wholeHair, 0.0028)
        let inside = grid.map { soft[$0] - 0.5 }
        self.inside = inside
        let regions = (0..<soft.count).map { soft[$0] > 0.3 ? Int32(0) : -1 }
        width = 0.0165
        let uneven = grid.noise(seed &+ 95, 0.11)
        let spacing = grid.map { 0.0155 * (1 + 0.28 * clamp(uneven[$0], -1.4, 1.6)) }
        let flow = page.strands(0.018)
        try grid.work.check()
        var rows = Rows(on: grid, regions: regions, flow: flow, spacing: spacing)
        rows.grow()
        try grid.work.check()
        locks = rows.rows.filter { $0.path.length > 0.02 }.map { $0.path.resampled(0.003).smoothed(6) }
        let lightness = grid.blur(page.lab.c0, 0.003), tone = grid.blur(page.tone, 0.003)
        let a = grid.blur(page.lab.c1, 0.006), b = grid.blur(page.lab.c2, 0.006)
        let cast = HairCast(page)
        tones = locks.map { lock in
            var sum = SIMD3<Float>.zero, level: Float = 0
            for point in lock.points {
                let index = grid.index(point.x, point.y)
                level += 0.35 * tone[index] + 0.65 * lightness[index]
                sum += SIMD3(0, a[index], b[index])
            }
            let count = Float(max(lock.points.count, 1))
            // Five tones at most, neighbors a little apart.
            let value = ((level / count + dice.normal(0.05)) * 7).rounded() / 7
            let own = sum / count, color = palette.hair(clamp(1.08 * value + 0.05))
            let share = clamp(0.15 + 0.6 * palette.keepsOwn, 0, 0.7)
            let hue = SIMD3(color.x, mix(color.y, own.y, share), mix(color.z, own.z, share))
            return cast.kept(colors.muted(hue, 0.10))
        }
        tendrils = Self.tendrils(page, locks: locks, tones: tones, colors: colors, &dice)
    }

    /// Locks that end at the head's outline go on beyond it and curl.
    private static func tendrils(
        _ page: Page, locks: [Path], tones: [SIMD3<Float>], colors: NouveauColors, _ dice: inout Dice
    ) -> Drawing {
        let grid = page.grid, iod = page.face.eyeDistance
        var area: Float = 0
        for index in stride(from: 0, to: page.hair.count, by: 16) { area += 16 * page.hair[index] }
        area /= grid.unit * grid.unit * iod * iod
        var result = Drawing(), feet: [SIMD2<Float>] = []
        // Short hair has none; long hair up to ten.
        let most = Int(clamp((area - 3.2) * 1.6, 0, 9))
        for (lock, tone) in zip(locks, tones).sorted(by: { $0.0.length > $1.0.length }) where feet.count < most {
            for isEnd in [true, false] {
                let points = isEnd ? lock.points : lock.points.reversed()
                guard let foot = points.last, points.count > 12, foot.y < 0.86 else { continue }
                let ahead = unit(foot - points[points.count - 8]), beyond = foot + ahead * 0.022
                guard page.mask[grid.index(beyond.x, beyond.y)] < 0.3, beyond.y > page.face.top,
                    feet.allSatisfy({ distance($0, foot) > 0.05 }), feet.count < most
                else { continue }
                feet.append(foot)
                let side: Float = foot.x < page.face.center.x ? -1 : 1
                let length = dice.uniform(0.13, 0.24)
                let path = Curve.whiplash(
                    from: foot - ahead * 0.045, angle: atan2(ahead.y, ahead.x), length: length,
                    bend: side * dice.uniform(-8, 0), to: -side * dice.uniform(16, 30))
                let color = OKLab.srgb(tone), half = dice.uniform(0.0042, 0.0068)
                func taper(_ t: Float) -> Float { half * pow(1 - t, 0.8) }
                result.line(path.stroked { taper($0) + 0.0011 }, colors.line)
                result.line(path.stroked { taper($0) }, color)
                result.line(path.stroked { 0.0004 * (1 - $0) }, colors.line)
            }
        }
        return result
    }
}
