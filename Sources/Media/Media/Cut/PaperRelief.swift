/// Sheets of paper over one another, lit from the upper left.
struct PaperRelief: PlateArtwork {
    /// Color of the lowest sheet.
    let backing: Ink
    let sheets: [Sheet]
    let seed: UInt64
    let reach: Float = 0.032

    struct Sheet: Sendable {
        var ink: Ink
        /// Height over what lies below, in page heights.
        var height: Float = 0.004
        /// How deep its shadow is, 0…1.
        var shade: Float = 0.42
        let cut: @Sendable (Grid) -> Plane

        init(_ ink: Ink, height: Float = 0.004, shade: Float = 0.42, level: Plane, on page: Grid) {
            self.init(ink, height: height, shade: shade) { grid in grid.cut(grid.sample(level, on: page)) }
        }

        init(_ ink: Ink, height: Float = 0.004, shade: Float = 0.42, cut: @escaping @Sendable (Grid) -> Plane) {
            self.ink = ink
            self.height = height
            self.shade = shade
            self.cut = cut
        }
    }

    init(backing: Ink, _ sheets: [Sheet], seed: UInt64) {
        self.backing = backing
        self.sheets = sheets
        self.seed = seed
    }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let fiber = Fiber(grid, seed: seed)
        let base = backing.rgb
        let picture = grid.colors { index, _, _ in
            (base * fiber.light(index, 0)).clamped(lowerBound: .zero, upperBound: .one)
        }
        for (number, sheet) in sheets.enumerated() {
            let share = clamp(progress * Float(sheets.count) - Float(number))
            guard share > 0 else { break }
            lay(sheet, number + 1, share, fiber, over: picture, on: grid)
        }
        return picture
    }

    private func lay(
        _ sheet: Sheet, _ number: Int, _ share: Float, _ fiber: Fiber, over picture: ColorPlane, on grid: Grid
    ) {
        let cut = grid.blur(sheet.cut(grid), 0.0003), h = sheet.height
        // The cast shadow, and the dark line where the sheet touches.
        let cast = grid.blur(grid.shifted(cut, x: 0.8 * h, y: h), 0.75 * h)
        let contact = grid.blur(grid.shifted(cut, x: 0.25 * h, y: 0.3 * h), 0.0012)
        let soft = grid.blur(cut, 0.0009)
        let (gx, gy) = grid.slopes(soft)
        let ink = sheet.ink.rgb, shade = sheet.shade
        // A thin sheet touches what lies below without a dark line.
        let touch = 0.28 * smoothstep(0.0005, 0.0032, h)
        grid.each { index, _, _ in
            let m = cut[index] * share
            let shadow = min(shade * cast[index] + touch * contact[index], 0.75) * share * (1 - m)
            var color = picture[index] * (1 - shadow)
            if m > 0 {
                // The cut edge catches the light on one side.
                let lit = max(0.0009 * (0.7 * gx[index] + 0.7 * gy[index]), 0) * 0.20
                let paper = (ink * fiber.light(index, number)).clamped(lowerBound: .zero, upperBound: .one)
                color = mix(color, paper + SIMD3(repeating: lit), m)
            }
            picture[index] = color
        }
    }

    func plates(on grid: Grid) -> [Plate] {
        [Plate(backing, grid.plane(1))] + sheets.map { Plate($0.ink, $0.cut(grid)) }
    }
}

/// The fibers and clouds of papers; every sheet mixes two fields in its own way.
private struct Fiber: Sendable {
    let fine: (Plane, Plane)
    let cloud: (Plane, Plane)

    init(_ grid: Grid, seed: UInt64) {
        fine = (grid.noise(seed &+ 1, 0.0022, octaves: 2), grid.noise(seed &+ 2, 0.0022, octaves: 2))
        cloud = (grid.noise(seed &+ 3, 0.05, octaves: 3), grid.noise(seed &+ 4, 0.05, octaves: 3))
    }

    @inline(__always)
    func light(_ index: Int, _ sheet: Int) -> Float {
        let angle = Float(sheet) * 2.4, c = cos(angle), s = sin(angle)
        return 1 + 0.018 * (c * fine.0[index] + s * fine.1[index]) + 0.015 * (c * cloud.0[index] + s * cloud.1[index])
    }
}
