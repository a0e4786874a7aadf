/// What lies behind the sitter.
extension CutPaperPlan {
    /// Waved rings, light within and dark without.
    func theater() -> [Sheet] {
        let center = page.face.center, steps = steps, seed = Float(seed % 89)
        return (0..<5).map { number in
            let k = Float(number), radius = 0.295 + 0.058 * k
            let level = grid.map { _, x, y in
                let dx = (x - center.x) * 1.02, dy = (y - center.y - 0.02) * 0.86
                let angle = atan2(dy, dx)
                let wave =
                    0.020 * sin(angle * (5 + k) + k * 1.7 + seed) + 0.012 * sin(angle * (9 + 2 * k) - k * 2.1)
                    + 0.006 * sin(angle * 17 + k)
                return clamp(hypot(dx, dy) - radius - wave, -0.004, 0.004)
            }
            return Sheet(steps[4 - number], height: 0.0075, shade: 0.50, level: level, on: grid)
        }
    }

    /// The design within a waved opening, as on the stage of a paper theater.
    func stage() -> [Sheet] {
        let papers = steps, seed = Float(seed % 89), aspect = page.aspect
        let scene = scene(
            [papers[5], papers[4], papers[3], papers[2]],
            object: palette.ink(showingOn: [papers[2], papers[3], papers[4]]))
        let curtains = (0..<2).map { number in
            let k = Float(number), margin = 0.052 - 0.030 * k
            let level = grid.map { _, x, y in
                let inner = min(min(x, aspect - x), min(y, 1 - y))
                let along = (x + y) * 24 + (x - y) * 7 + seed + 2 * k
                return clamp(margin + 0.009 * sin(along) + 0.005 * sin(along * 1.9 + k) - inner, -0.004, 0.004)
            }
            return Sheet(papers[1 - number], height: 0.0085, shade: 0.5, level: level, on: grid)
        }
        return scene + curtains
    }

    /// The design's tone in four steps, the darkest nearest, and its object.
    func landscape() -> [Sheet] {
        let places: [Float] = [0.78, 0.58, 0.38, 0.18]
        let papers = places.map { Ink(lab: palette.ground($0)) }
        return scene(papers, object: palette.ink(showingOn: Array(papers.dropFirst())))
    }

    /// - Parameters:
    ///   - papers: from the lightest step to the darkest.
    ///   - rounding: of cut edges, in page heights.
    func scene(_ papers: [Ink], object: Ink, rounding: Float = 0.004) -> [Sheet] {
        let ground = CutGround(direction, page, rounding: rounding)
        let isSoft = !ground.hasShapes
        let field = isSoft ? grid.blur(ground.tone, 0.02) : ground.tone
        let outside = figure.head
        let values = field.values { outside[$0] < 0 }
        let low = quantile(values, 0.03) ?? 0, high = quantile(values, 0.97) ?? 1
        let steps = papers.enumerated().map { number, paper in
            let threshold = mix(low, high, 0.22 + 0.60 * (1 - Float(number) / Float(max(papers.count - 1, 1))))
            let level = clean(grid.edged(grid.map { threshold - field[$0] }), least: 0.0005)
            return Sheet(paper, height: 0.0065, shade: 0.48, level: level, on: grid)
        }
        let object = Sheet(
            object, height: 0.006, shade: 0.46, level: clean(ground.object(on: page), least: 0.00008), on: grid)
        // A disc hangs behind the hills; flames and stars stand before them.
        return ground.design == .sun ? [steps[0], object] + steps.dropFirst() : steps + [object]
    }

    /// Papers that show through the black sheet.
    func latticeColors() -> [Sheet] {
        let ground = CutGround(direction, page, rounding: 0.004)
        let body = figure.head, whites = grid.outside(figure.whites)
        let shade = figure.darker(than: 0.50 + 0.4 * page.depth, cap: 0.7, elsewhere: 0.5, eye: 0.5)
        func flat(_ ink: Ink, _ level: Plane) -> Sheet {
            Sheet(ink, height: 0.0012, shade: 0.25, level: level, on: grid)
        }
        let base = Ink(lab: palette.ground(0.85)), far = Ink(lab: palette.ground(0.55))
        return [
            flat(far, ground.darker(than: 0.55, outside: body, on: grid)),
            flat(palette.ink(showingOn: [base, far]), ground.accent),
            flat(palette.paper, body),
            flat(
                inks.clothes.mid,
                grid.lowest([body, figure.clothes, grid.edged(grid.map { [tone = figure.tone] in 0.72 - tone[$0] })])),
            flat(inks.skin.light, grid.lowest([body, figure.skin, whites])),
            flat(inks.skin.shade, clean(grid.lowest([body, figure.skin, whites, shade]))),
            flat(inks.hair.light, grid.lowest([body, figure.hair])), flat(inks.lips, grid.lowest([body, figure.lips])),
        ]
    }

    /// The black sheet: frame, outlines of everything, darks, and ribs that hold it together.
    func lattice() -> Sheet {
        let fair = page.hairFairness
        let black = figure.darkness(
            below: 0.13, cap: 0.34, elsewhere: 0.34, eye: 0.28, hair: mix(0.82, 0.25, fair))
        let lines = figure.lines(heldBack: 0.2)
        let inner = grid.map { index in
            max(black[index], lines[index])
        }
        let ground = CutGround(direction, page, rounding: 0.004)
        let edges = grid.edged(grid.map { [accent = ground.accent] in 0.0018 - abs(accent[$0]) })
        let border = grid.frame(margin: 0.036, aspect: page.aspect)
        let outline = grid.edged(figure.contour(inner: 0.0030, outer: 0.0026))
        let open = grid.outside(figure.head)
        let ribs = grid.lowest([open, grid.highest([edges, rib(ground)])])
        let sheet = grid.highest([
            grid.outside(border), outline, grid.lowest([figure.head, grid.edged(inner)]), ribs,
        ])
        return Sheet(
            palette.key, height: 0.0045, shade: 0.5, level: clean(sheet, least: 0.00012), on: grid)
    }

    /// Lines that part the ground into panes: level lines of its tone, and stems where it has none.
    private func rib(_ ground: CutGround) -> Plane {
        if ground.hasShapes {
            let level = ground.darker(than: 0.55, outside: figure.head, on: grid)
            return grid.map { 0.0016 - abs(level[$0]) }
        }
        let center = page.face.center
        let turn = grid.noise(seed &+ 91, 0.4, octaves: 2)
        return grid.map { index, x, y in
            let angle = atan2(y - center.y - 0.1, x - center.x), radius = hypot(x - center.x, y - center.y - 0.1)
            let place = angle * 9 / .pi + 0.5 * sin(radius * 16) + 0.15 * turn[index]
            let away = abs(place - place.rounded(.toNearestOrAwayFromZero)) * .pi / 9 * radius
            return clamp(0.0017 - away, -0.004, 0.004)
        }
    }
}
