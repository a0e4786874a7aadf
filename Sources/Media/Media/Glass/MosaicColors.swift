/// Which color every stone of a mosaic has: few sorts of smalti, each stone a little different.
struct MosaicColors: Sendable {
    struct Stone {
        var place: SIMD2<Float>
        var heading: SIMD2<Float>
        var length: Float
        var height: Float
        var region: Int32
    }

    private let page: Page
    private let layout: MosaicLayout
    private let style: MosaicStyle
    private let palette: Palette
    /// The sitter in the palette's colors.
    private let figure: ColorPlane
    private let ground: GroundField
    private let seed: UInt64
    /// OKLab.
    let mortar: SIMD3<Float>

    init(_ page: Page, layout: MosaicLayout, style: MosaicStyle, direction: Direction) {
        self.page = page
        self.layout = layout
        self.style = style
        palette = direction.palette
        seed = direction.seed
        let grid = page.grid, face = page.face
        let tone = page.drawingEyes(over: page.tone), fine = grid.blur(tone, 0.0012), broad = grid.blur(tone, 0.012)
        // Stones blunt the features, and rims of glasses between them, so that these are sharpened beforehand.
        let eyes = (face.points[Mesh.leftEyeCorner].y + face.points[Mesh.rightEyeCorner].y) / 2
        let reach = 0.6 * face.eyeDistance
        let crisp = grid.map { index, _, y in
            let zone = 0.75 * face.soft[index] * smoothstep(reach, 0.6 * reach, abs(y - eyes - 0.1 * reach))
            let share = clamp(max(face.features[index] * 1.2, zone))
            return clamp(0.97 * tone[index] + (fine[index] - broad[index]) * 0.9 * share)
        }
        // Mortar between the stones darkens fair skin and lightens dark.
        let deep = page.deepness
        figure = Complexion(
            page, palette: palette, tone: crisp, rise: 0.05 - 0.10 * deep, fall: -0.02 + 0.06 * deep
        ).figure(crisp, lips: 0.05)
        ground = direction.ground.field(on: grid, page: page, seed: direction.seed)
        let paper = palette.paper.lab, key = palette.key.lab
        mortar = mix(key, SIMD3(0.42, paper.y, paper.z), 0.35)
    }

    /// The gold's own color is that of gold leaf under glass, whatever the palette.
    private static let gold = Ramp([0x6b4312, 0xb07c22, 0xd7a63c, 0xf0cf74, 0xfff0bd])

    func color(of stone: Stone, _ dice: inout Dice) -> (SIMD3<Float>, isGold: Bool) {
        switch stone.region {
        case MosaicLayout.Region.border: border(stone, &dice)
        case MosaicLayout.Region.ring: ring(stone, &dice)
        case MosaicLayout.Region.ground, MosaicLayout.Region.disc: ground(stone, &dice)
        default: (varied(sampled(stone), &dice, 0.022), false)
        }
    }

    /// A color of the smalti at hand: lightness and hue in steps, each stone a little off.
    private func varied(_ color: SIMD3<Float>, _ dice: inout Dice, _ spread: Float) -> SIMD3<Float> {
        func stepped(_ value: Float, _ step: Float) -> Float {
            (value / step + dice.uniform(-0.2, 0.2)).rounded() * step
        }
        let sort = SIMD3(stepped(color.x, 0.045), stepped(color.y, 0.016), stepped(color.z, 0.016))
        return SIMD3(
            clamp(sort.x + dice.normal(spread), 0.03, 0.99), sort.y + dice.normal(0.005), sort.z + dice.normal(0.005))
    }

    /// Mean of the figure under a stone, within its own region.
    private func sampled(_ stone: Stone) -> SIMD3<Float> {
        let grid = page.grid
        var sum = SIMD3<Float>.zero, weight: Float = 0
        for along in [-0.6, -0.2, 0.2, 0.6] as [Float] {
            for across in [-0.6, 0, 0.6] as [Float] {
                let place =
                    stone.place + stone.heading * along * stone.length + turned(stone.heading) * across * stone.height
                let index = grid.index(place.x, place.y)
                let share: Float = layout.regions[index] == stone.region ? 1 : 0.02
                sum += figure[index] * share
                weight += share
            }
        }
        return sum / max(weight, 1e-3)
    }

    // MARK: Ground

    private func ground(_ stone: Stone, _ dice: inout Dice) -> (SIMD3<Float>, Bool) {
        let index = page.grid.index(stone.place.x, stone.place.y)
        let tone = ground.tone[index], accent = ground.accent[index]
        switch style.ground {
        case .gold:
            let isDisc = stone.region == MosaicLayout.Region.disc
            let value = (isDisc ? 0.66 : 0.50) + 0.10 * (tone - 0.5) + dice.normal(0.07)
            // One stone in thirty is of colored glass, as in old vaults.
            if !isDisc, dice.chance(0.03) { return (varied(palette.ground(tone), &dice, 0.03), false) }
            if accent > 0.5 { return (varied(palette.ink(0).lab, &dice, 0.03), false) }
            return (Self.gold(value), true)
        case .field:
            let base = mix(palette.ground(clamp(tone + dice.normal(0.055))), palette.ink(0).lab, accent)
            return (varied(base, &dice, 0.02), false)
        case .fans:
            let fan = MosaicLayout.fan(stone.place.x, stone.place.y)
            var own = Dice(seed &+ UInt64(fan.number + 8192), stream: 43)
            let isRim = fan.reach > 1 - 0.0122 * style.scale / MosaicLayout.fanRadius
            let shade = clamp(tone + 0.30 * (fan.reach - 0.5) + own.normal(0.08))
            let base =
                isRim
                ? palette.paper.lab
                : mix(palette.ground(shade), palette.ink(0).lab, max(accent, own.chance(0.14) ? 0.75 : 0))
            return (varied(base, &dice, 0.02), false)
        case .white:
            let base = mix(palette.paper.lab, palette.ground(tone), 0.12)
            return (varied(mix(base, palette.ink(0).lab, accent), &dice, 0.018), false)
        }
    }

    private func ring(_ stone: Stone, _ dice: inout Dice) -> (SIMD3<Float>, Bool) {
        let r = layout.nimbus.distance(stone.place.x, stone.place.y)
        let row = Int((layout.nimbus.radius - r) / layout.borderStone)
        return row == 1
            ? (varied(palette.paper.lab, &dice, 0.02), false) : (varied(palette.ink(0).lab, &dice, 0.03), false)
    }

    // MARK: Border

    private func border(_ stone: Stone, _ dice: inout Dice) -> (SIMD3<Float>, Bool) {
        let x = stone.place.x, y = stone.place.y, aspect = page.aspect
        let insets = [y, aspect - x, 1 - y, x]
        let inset = insets.min() ?? 0, side = insets.firstIndex(of: inset) ?? 0
        let row = Int(((inset - 0.005) / layout.borderStone).rounded(.down))
        let last = style.borderRows - 1
        let dark = palette.ink(2).lab, light = palette.paper.lab, bright = palette.ink(1).lab,
            first = palette.ink(0).lab
        if row <= 0 || row >= last {
            return (varied(dark, &dice, 0.025), false)
        }
        if last < 4 { return (varied(light, &dice, 0.02), false) }
        if row == 1 || row == last - 1 {
            return style.ground == .gold
                ? (Self.gold(0.55 + dice.normal(0.07)), true) : (varied(light, &dice, 0.02), false)
        }
        // The pattern between the fillets: its own middle row is 0.
        let middle = 0.5 * Float(last), across = Float(row) - middle, half = middle - 2
        let length = side % 2 == 0 ? aspect : 1, along = (side % 2 == 0 ? x : y) - 0.5 * length
        let color: SIMD3<Float>
        if style.ground == .white {
            // Two ribbons round each other.
            let phase = along / (layout.borderStone * 9) * 2 * .pi
            let over = abs(across - half * sin(phase)) < 0.75, under = abs(across + half * sin(phase)) < 0.75
            let isOver = cos(phase) > 0 ? over : under
            color = over || under ? (isOver == over ? first : bright) : light
        } else {
            // Lozenges.
            let period = layout.borderStone * 2 * (half + 1.5)
            let place = abs(along / period - (along / period).rounded()) * 2
            let reach = place * (half + 1.2) + abs(across)
            color = reach < 0.6 * (half + 0.6) ? bright : (reach < half + 0.9 ? first : dark)
        }
        return (varied(color, &dice, 0.025), false)
    }
}
