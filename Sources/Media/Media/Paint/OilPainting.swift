/// Oil on canvas: broad strokes for the ground, fine ones for the eyes, bristles and impasto.
package struct OilPainting: Medium {
    /// Manners of oil painting, in the order of variations.
    enum Manner: CaseIterable {
        /// Light that falls off from the face, every part finished.
        case classical
        /// A head out of the dark.
        case tenebrist
        /// Few broad wet strokes, light key.
        case alla
        /// Finished in the face, running out into bare primed canvas.
        case sketch
    }

    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let manner = Manner.allCases.variation(direction.variation)
        var easel = try Easel(
            page, in: direction, key: key(manner), hues: hues(manner), sizes: sizes(manner),
            prime: manner == .sketch ? 0.62 : 0.3)
        if manner == .sketch { easel.ground = Unfinished.paper(direction.palette, lightness: 0.66) }
        var planner = easel.planner()
        var brush = Brush()
        brush.smear = 0.15
        brush.dryness = 0.22
        var first = Coat(
            radius: 0,
            brush: brush.with {
                $0.thickness = 0.05; $0.dryness = 0
            })
        first.spacing = 1.8
        first.shortest = 4
        first.longest = 9
        first.tolerance = 0.3
        first.ignoresFinest = true
        var others = Coat(radius: 0, brush: brush)
        others.threshold = 0.032
        let broad: [Float] = [0.038, 0.022, 0.0125, 0.0070, 0.0044, 0.0027, 0.0016, 0.0010]
        switch manner {
        case .classical, .tenebrist:
            try planner.lay(
                [0.034, 0.020, 0.0115, 0.0066, 0.0042, 0.0026, 0.0016, 0.0010], first: first, others: others)
        case .alla:
            others.brush.thickness = 0.15
            others.brush.smear = 0.3
            others.brush.lightnessSpread = 0.07
            others.longest = 8
            try planner.lay(broad, first: first, others: others)
        case .sketch:
            let cover = Unfinished(reach: 0.36, chest: 0.44).coverage(page, seed: direction.seed)
            first.chance = cover
            first.brush.dryness = 0.3
            others.chance = cover
            try planner.underdraw(easel, where: cover)
            try planner.lay(broad, first: first, others: others)
        }
        planner.lightEyes(easel)
        return easel.artwork(planner, surface(manner))
    }

    private func key(_ manner: Manner) -> PaintKey {
        var key = PaintKey()
        switch manner {
        case .classical: key.falloff = 0.22
        case .tenebrist:
            key.dark = 0.17
            key.own = 0.3
            key.contrast = 1.2
            key.falloff = 0.62
        case .alla:
            key.dark = 0.32
            key.light = 0.93
            key.falloff = 0.05
        case .sketch: key.falloff = 0.1
        }
        return key
    }

    private func hues(_ manner: Manner) -> PaintHues {
        var hues = PaintHues()
        switch manner {
        case .classical: break
        case .tenebrist:
            hues.groundRange = 0...0.42
            hues.outlineContrast = 0.09
        case .alla: hues.groundRange = 0.25...1
        case .sketch: hues.groundRange = 0.2...0.9
        }
        return hues
    }

    private func sizes(_ manner: Manner) -> BrushSizes {
        guard manner == .alla || manner == .sketch else { return BrushSizes() }
        return BrushSizes(
            ground: 0.026, outline: 0.009, body: 0.0122, face: 0.0068, features: 0.0010, hair: 0.0066)
    }

    private func surface(_ manner: Manner) -> PaintSurface {
        var surface = PaintSurface()
        if manner == .sketch { surface.weave = 0.5 }
        return surface
    }
}
