/// A picture printed from plates, one after another, on a sheet of paper.
package struct FlatPrint: PlateArtwork {
    let sheet: Sheet
    let plates: [PressPlate]
    let seed: UInt64
    /// Of the page.
    let aspect: Float
    var plank: Plank?
    package var reach: Float = 0.006

    /// What the plates are printed on.
    struct Sheet: Sendable {
        var ink: Ink
        var grain: Float = 0.014
        var fibers: Float = 0.010
    }

    init(on sheet: Sheet, _ plates: [PressPlate], aspect: Float, seed: UInt64, plank: Plank? = nil) {
        self.sheet = sheet
        self.aspect = aspect
        self.plates = plates
        self.seed = seed
        self.plank = plank
    }

    package func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let picture = bare(on: grid)
        printPlates(over: picture, on: grid, progress: progress)
        return picture
    }

    /// The sheet before it is printed.
    func bare(on grid: Grid) -> ColorPlane {
        grid.paper(sheet.ink, seed: seed, grain: sheet.grain, fibers: sheet.fibers).color
    }

    func printPlates(over picture: ColorPlane, on grid: Grid, progress: Float) {
        guard !plates.isEmpty else { return }
        let texture = PressTexture(grid, seed: seed, plank: plank)
        for (number, plate) in plates.enumerated() {
            // Each plate is rubbed off from the left to the right.
            let share = clamp(progress * Float(plates.count) - Float(number))
            guard share > 0 else { break }
            print(plate, number, share, texture, over: picture, on: grid)
        }
    }

    private func print(
        _ plate: PressPlate, _ number: Int, _ share: Float, _ texture: PressTexture, over picture: ColorPlane,
        on grid: Grid
    ) {
        var dice = Dice(seed, stream: 300 + UInt64(number))
        let shift = plate.press.shift
        let moved = grid.moved(x: dice.uniform(-shift, shift), y: dice.uniform(-shift, shift))
        let coverage = plate.carved(moved)
        let amount = texture.inked(coverage, number, plate.press, opacity: plate.opacity, on: grid)
        let ink = plate.ink.rgb, isOpaque = plate.blend == .opaque, fade = plate.fade
        let front = share < 1 ? share * 1.05 * aspect : .infinity
        grid.each { index, x, y in
            var a = amount[index]
            guard a > 0 else { return }
            if let fade { a *= fade.strength(y) }
            if front < .infinity { a *= clamp((front - x) * 40) }
            let below = picture[index]
            picture[index] = isOpaque ? mix(below, ink, a) : below * (1 - a + a * ink)
        }
    }

    package func plates(on grid: Grid) -> [Plate] {
        let whole = grid.plane(1)
        return [Plate(sheet.ink, whole)]
            + plates.map { plate in
                var fade: Plate.Fade?
                if let gradation = plate.fade {
                    let none: Ink = plate.blend == .multiply ? 0xffffff : sheet.ink
                    fade = Plate.Fade(to: none, from: gradation.full, to: gradation.none)
                }
                return Plate(
                    plate.ink, plate.carved(grid), blend: plate.blend, opacity: plate.opacity, fade: fade)
            }
    }
}

extension PressPlate.Gradation {
    /// 1 at its full end, 0 at the other, steeper near the full end as a wiped block prints.
    @inline(__always)
    func strength(_ y: Float) -> Float {
        let t = clamp((none - y) / (none - full))
        return t * (0.35 + 0.65 * t)
    }
}

extension Grid {
    /// This raster of a page that lies elsewhere, to the nearest pixel: what is drawn on it appears moved.
    func moved(x: Float, y: Float) -> Grid {
        Grid(
            width: width, height: height, left: left - Int((x * unit).rounded()), top: top - Int((y * unit).rounded()),
            unit: unit, work: work)
    }
}
