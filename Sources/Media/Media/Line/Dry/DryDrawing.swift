/// One pigment of a drawing: what is rubbed in with a stump, and lines over it.
struct DryPigment: Sendable {
    var ink: Ink
    /// How much of the paper stays free of the pigment at the end, 1 bare; on the page's grid.
    var target: Plane
    /// What the stump leaves before any line.
    var rubbed: Plane
    var lines: LineSet
    /// Chalk that covers what lies below; graphite and charcoal darken it.
    var covers = false
    /// The most that pigment hides.
    var strength: Float = 0.97
    /// How much the tooth shows in what is rubbed in, 0…1.
    var grain: Float = 0.12
}

/// A drawing in dry pigments on paper with a tooth.
struct DryDrawing: Artwork {
    let page: Page
    let paper: DryPaper
    let pigments: [DryPigment]

    var reach: Float { 0.002 }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        var picture = paper.color(on: grid)
        let tooth = paper.tooth(on: grid)
        // Each pigment has a share of the making by its number of lines.
        let total = Float(pigments.reduce(0) { $0 + $1.lines.lines.count + 1 })
        var done: Float = 0
        for pigment in pigments {
            let share = Float(pigment.lines.lines.count + 1) / total
            let own = clamp((progress - done) / share)
            done += share
            if own <= 0 { continue }
            let bare = free(of: pigment, on: grid, tooth: tooth, progress: own)
            let color = pigment.ink.rgb, strength = pigment.strength, covers = pigment.covers
            let below = picture
            picture = grid.colors { index, _, _ in
                let amount = min((1 - bare[index]) * 1.08, strength)
                return covers ? mix(below[index], color, amount) : below[index] * (1 - (1 - color) * amount)
            }
        }
        return picture
    }

    private func free(of pigment: DryPigment, on grid: Grid, tooth: Plane, progress: Float) -> Plane {
        let rubbed = grid.sample(pigment.rubbed, on: page.grid), sampled = grid.sample(pigment.target, on: page.grid)
        let target = grid.map { clamp(sampled[$0], 0.03, 1) }
        let fade = clamp(progress * 12), grain = pigment.grain
        let sheet = grid.map { 1 - (1 - rubbed[$0]) * clamp(0.9 + grain * tooth[$0], 0, 1.1) * fade }
        pigment.lines.draw(on: sheet, target: target, tooth: tooth, grid: grid, progress: progress)
        return sheet
    }
}

/// Drawing paper: its color, its tooth, and the ribs of the mold it was laid on.
struct DryPaper: Sendable {
    var ink: Ink
    var seed: UInt64
    var grain: Float = 0.012
    var fibers: Float = 0.004
    /// How much the tooth is that of laid paper with ribs, 0 wove … 1.
    var ribs: Float = 0

    func color(on grid: Grid) -> ColorPlane {
        let sheet = grid.paper(ink, seed: seed &+ 3, grain: grain, fibers: fibers).color
        guard ribs > 0 else { return sheet }
        let lines = ribLines(on: grid), amount = 0.012 * ribs
        return grid.colors { index, _, _ in sheet[index] * (1 + amount * lines[index]) }
    }

    /// What catches pigment; deviation about 1.
    func tooth(on grid: Grid) -> Plane {
        let tooth = grid.tooth(seed)
        guard ribs > 0 else { return grid.map { shallow(tooth[$0]) } }
        let lines = ribLines(on: grid), ribs = ribs
        return grid.map { shallow(tooth[$0] * (1 - 0.15 * ribs) + 0.5 * ribs * lines[$0]) }
    }

    /// Pits in the paper are not deep: pigment reaches most of them.
    @inline(__always)
    private func shallow(_ height: Float) -> Float {
        height < 0 ? -1.3 * tanh(-height / 1.3) : 2 * tanh(height / 2)
    }

    private func ribLines(on grid: Grid) -> Plane {
        let waver = grid.noise(seed &+ 2, 0.05)
        return grid.map { index, _, y in sin(y * (2 * .pi / 0.0046) + 0.5 * waver[index]) }
    }
}

extension Grid {
    /// The paper's tooth, which catches pigment; deviation 1, the same at any size of the page.
    func tooth(_ seed: UInt64) -> Plane {
        let fine = noise(seed &+ 101, 0.0015), middle = noise(seed &+ 102, 0.004, octaves: 2)
        // Dust shows at print size alone; below a pixel it averages out.
        let grit = noise(seed &+ 103, 0.0007), dust = noise(seed &+ 104, 0.00035)
        return map { (0.52 * fine[$0] + 0.45 * middle[$0] + 0.42 * grit[$0] + 0.40 * dust[$0]) / 0.9 }
    }
}

extension HatchSheet {
    /// What a pigment of these lines is.
    func pigment(_ ink: Ink, rubbed: Plane, covers: Bool = false, grain: Float = 0.12) -> DryPigment {
        DryPigment(ink: ink, target: target, rubbed: rubbed, lines: lines, covers: covers, grain: grain)
    }
}
