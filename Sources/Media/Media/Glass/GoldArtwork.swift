/// Leaf, ornament, robe and painted face, one over the other.
struct GoldArtwork: Artwork {
    private let page: Page
    private let tempera: Tempera
    private let robe: GoldRobe
    private let ground: GoldGround
    private let details: GoldDetails
    private let leaf: GoldLeaf
    private let inside: Plane

    var reach: Float { 0.005 }

    init(_ page: Page, tempera: Tempera, robe: GoldRobe, ground: GoldGround, details: GoldDetails, seed: UInt64) {
        self.page = page
        self.tempera = tempera
        self.robe = robe
        self.ground = ground
        self.details = details
        leaf = GoldLeaf(seed: seed)
        // A little within the mask, whose rim holds some of the photograph's background.
        let soft = page.grid.blur(page.wholeMask, 0.0018)
        inside = page.grid.map { soft[$0] - 0.56 }
    }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let surface = leaf.surface(on: grid)
        let picture = gilded(surface, on: grid)
        let from = page.grid
        let figure = grid.cut(grid.sample(inside, on: from))
        let painted = tempera.paint(on: grid, share: smoothstep(0.15, 0.7, progress))
        blend(painted, over: picture, figure, on: grid)
        details.strands.masked(figure, over: picture, on: grid)
        if progress > 0.4 { dress(picture, surface, on: grid, share: smoothstep(0.4, 0.95, progress)) }
        details.flowers.lay(over: picture, on: grid)
        details.outlines.lay(over: picture, on: grid)
        return picture
    }

    /// Leaf with what is raised under it and painted over it.
    private func gilded(_ surface: (brightness: Plane, rubbed: Plane), on grid: Grid) -> ColorPlane {
        let lines = ground.raised.coverage(on: grid)
        let height = grid.blur(lines, 0.0007)
        let relief = grid.map { 0.0016 * height[$0] }
        let gold = leaf.paint(surface, on: grid, height: relief)
        let accent = grid.cut(grid.sample(ground.accent, on: page.grid))
        let shadow = grid.map { max(height[$0] - 0.2, 0) * (1 - lines[$0]) }
        let field = ground.ground.map { grid.sample($0, on: page.grid) }
        let mottle = field == nil ? nil : grid.noise(leaf.seed &+ 21, 0.03, octaves: 4, gain: 0.6)
        let dark = SIMD3<Float>(0.42, 0.24, 0.09)
        let picture = grid.colors { index, _, _ in
            let metal = gold[index]
            if let field, let mottle {
                var color = field[index]
                color.x += 0.035 * mottle[index]
                return mix(OKLab.srgb(color), metal, lines[index])
            }
            var color = mix(metal, metal * dark * 1.6, ground.glaze * 0.75 * lines[index])
            color *= 1 - 0.4 * shadow[index]
            return mix(color, color * (0.35 + 0.75 * ground.accentColor), 0.75 * accent[index])
        }
        ground.painted.lay(over: picture, on: grid)
        return picture
    }

    private func dress(
        _ picture: ColorPlane, _ surface: (brightness: Plane, rubbed: Plane), on grid: Grid, share: Float
    ) {
        let folds = grid.sample(robe.folds, on: page.grid)
        let worn = grid.noise(leaf.seed &+ 22, 0.004, octaves: 2)
        for (cloth, drawing) in zip(robe.cloths, robe.drawings) {
            let inside = grid.cut(grid.sample(cloth, on: page.grid))
            let lines = drawing.coverage(on: grid)
            let height = grid.blur(lines, 0.0005)
            let fabric = leaf.paint(surface, on: grid, height: grid.map { 0.0005 * height[$0] })
            drawing.lay(over: fabric, on: grid)
            let shaded = grid.colors { index, _, _ in
                fabric[index] * (folds[index] * (1 + 0.035 * worn[index]))
            }
            blend(shaded, over: picture, grid.map { inside[$0] * share }, on: grid)
        }
    }

    private func blend(_ layer: ColorPlane, over picture: ColorPlane, _ share: Plane, on grid: Grid) {
        grid.each { index, _, _ in picture[index] = mix(picture[index], layer[index], share[index]) }
    }
}

extension Drawing {
    /// Lays the marks where `share` lets them.
    func masked(_ share: Plane, over picture: ColorPlane, on grid: Grid) {
        let drawn = picture.copy()
        lay(over: drawn, on: grid)
        grid.each { index, _, _ in picture[index] = mix(picture[index], drawn[index], share[index]) }
    }
}
