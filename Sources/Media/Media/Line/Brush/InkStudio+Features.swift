extension InkStudio {
    /// Thin ink in lips, irises and the shade of the lids, where the photograph's own tones would leave paper or a blot.
    func featureWashes(_ gray: Ink) -> [Wash] {
        let grid = page.grid, lips = study.mouth.lips, openings = study.eyes.openings, irises = study.eyes.irises
        func within(_ plane: Plane, _ least: Float) -> Plane {
            grid.map { min((plane[$0] - least) * 0.5, (torn[$0] - 0.42) * 0.5) }
        }
        return [
            wash(within(lips, 0.4), gray, density: 0.22, stream: 21, softness: 0.05),
            wash(within(openings, 0.5), gray, density: mix(0.10, 0.26, page.deepness), stream: 22),
            wash(within(irises, 0.5), gray, density: 0.55, stream: 23),
        ]
    }

    /// Washes of the palette's inks in hair, clothes and skin.
    func localColors() -> [Wash] {
        let grid = page.grid, palette = direction.palette
        func region(_ plane: Plane, _ lightest: Float) -> Plane {
            let soft = grid.blur(plane, 0.003)
            return grid.map { index in
                min(
                    min((soft[index] - 0.5) * 0.5, (lightest - flat.base[index]) * 0.8),
                    (torn[index] - 0.42) * 0.5)
            }
        }
        let skin = Ink(lab: palette.skin(clamp(page.skinColor.x))), openings = study.eyes.openings
        let cheeks = grid.map { index in
            min((page.skin[index] - 0.5) * 0.5, (0.86 - flat.base[index]) * 0.6) - study.teeth[index]
                - 0.6 * openings[index]
        }
        return [
            wash(cheeks, skin, density: 0.42, stream: 31, softness: 0.12),
            wash(region(page.hair, 0.9), Ink(lab: palette.hair(0.45)), density: 0.75, stream: 32, softness: 0.09),
            wash(region(page.clothes, 0.86), palette.ink(2), density: 0.6, stream: 33, softness: 0.09),
        ]
    }
}
