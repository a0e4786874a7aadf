import PortraitDomain

extension Palette {
    /// All palettes by name, in the order of `Resources/palettes.txt`.
    package static let all: [Palette] = tableRows(PackageResources.palettes_txt).compactMap(Palette.init(row:))

    package static func named(_ name: String) -> Palette? { all.first { $0.name == name } }

    /// Warm light, blue shadows: for what no words decide.
    package static let amber = named("amber") ?? all[0]

    private init?(row: [String]) {
        guard row.count == 8 else { return nil }
        func inks(_ field: Int) -> [Ink] { row[field].split(separator: " ").compactMap { Ink(hexadecimal: $0) } }
        let sheet = inks(1)
        guard sheet.count == 2, let keepsOwn = Float(row[7]) else { return nil }
        self.init(
            name: row[0], paper: sheet[0], key: sheet[1], inks: inks(2), skin: Ramp(inks(3)), hair: Ramp(inks(4)),
            clothes: Ramp(inks(5)), ground: Ramp(inks(6)), keepsOwn: keepsOwn)
    }

    /// The palette led by one color: it becomes the first ink, and the ground and the clothes lean toward its hue.
    package func led(by color: Ink) -> Palette {
        let lab = color.lab
        var result = self
        result.inks.insert(color, at: 0)
        result.ground = ground.leaning(toward: lab, by: 0.65)
        result.clothes = clothes.leaning(toward: lab, by: 0.35)
        return result
    }
}

extension Ramp {
    /// The same lightness, with a and b moved toward those of a color, less at the ends.
    func leaning(toward color: SIMD3<Float>, by share: Float) -> Ramp {
        Ramp(
            labs: stops.map { stop in
                let room = 1 - pow(abs(2 * stop.lab.x - 1.05), 3)
                let target = SIMD3(stop.lab.x, color.y * max(room, 0.15), color.z * max(room, 0.15))
                return mix(stop.lab, target, share)
            })
    }
}

extension Ink {
    /// Six hexadecimal digits.
    package init?(hexadecimal text: some StringProtocol) {
        guard String(text).isHexadecimalColor, let value = UInt32(text, radix: 16) else { return nil }
        self.init(value)
    }
}
