package import PortraitDomain

/// The words for a portrait, weighed: what they say of medium, palette, ground and light.
package struct Brief: Sendable, Equatable {
    /// What a person typed; it weighs most.
    package var words: String
    /// A style that was chosen by name.
    package var style: String?
    /// An idea's keywords, the most important first.
    package var keywords: [String]
    /// The idea's sentence.
    package var text: String

    package init(words: String, style: String? = nil, keywords: [String] = [], text: String = "") {
        self.words = words
        self.style = style
        self.keywords = keywords
        self.text = text
    }

    /// Texts and how much each counts.
    ///
    /// - Parameter typed: what the person's own words count; one of the idea's keywords counts 2.4 at most.
    func voices(typed: Float) -> [(text: String, weight: Float)] {
        var voices: [(String, Float)] = [(words, typed)]
        if let style { voices.append((style, 12)) }
        for (index, keyword) in keywords.enumerated() { voices.append((keyword, max(2.4 - 0.14 * Float(index), 0.4))) }
        voices.append((text, 0.4))
        return voices
    }
}

extension MediumSettings {
    /// Palette, ground and light of these names; nil where one is unknown.
    package func direction(seed: UInt64) -> Direction? {
        guard var palette = Palette.named(palette), let ground = GroundDesign(rawValue: ground) else { return nil }
        if let color, let ink = Ink(hexadecimal: color) { palette = palette.led(by: ink) }
        var lights: [Light] = []
        if let light {
            guard let named = LightTable.named(light) else { return nil }
            lights = named
        }
        return Direction(palette: palette, ground: ground, lights: lights, variation: variation, seed: seed)
    }
}

extension Brief {
    /// What a person wishes and else what the words lead to; where both leave something open, the seed decides.
    ///
    /// - Parameter media: names of the media that there are, at least one.
    package func settings(
        _ wishes: MediumWishes = MediumWishes(), among media: Set<String> = MediaCatalogue.names, seed: UInt64
    ) -> MediumSettings {
        if let recorded = wishes.recorded { return recorded }
        var dice = Dice(seed, stream: 0xB1EF)
        let medium = medium(wishes, among: media, &dice)
        let palette = WordTables.palettes.best(for: self).map { WordTables.paletteNames[$0] }
        let ground = WordTables.grounds.best(for: self).map { WordTables.groundNames[$0] }
        // A color leads only where the person named it.
        let color = WordTables.colors.mentions(in: words).first.map { WordTables.colorValues[$0.name] }
        let usual = dice.element(["amber", "brass", "ocean", "terracotta", "indigo", "autumn"])
        let plain: GroundDesign = dice.element([.plain, .plain, .bokashi, .sun])
        return MediumSettings(
            medium: medium.name, variation: wishes.medium?.variation ?? medium.variation ?? dice.below(4),
            palette: wishes.palette?.name ?? palette ?? usual,
            color: wishes.palette?.color ?? (wishes.palette == nil ? color : nil),
            ground: wishes.ground?.name ?? (ground ?? plain).rawValue,
            light: wishes.light?.name ?? LightTable.phrases.best(for: self).map { LightTable.names[$0] },
            page: (wishes.page ?? .standard).size)
    }

    private func medium(
        _ wishes: MediumWishes, among media: Set<String>, _ dice: inout Dice
    ) -> (name: String, variation: Int?) {
        if let name = wishes.medium?.name { return (name, nil) }
        // A word that only suits a medium leaves room for the idea's: each idea of the same words is another picture.
        if let row = WordTables.media.best(
            for: self, typed: 6, where: { media.contains(WordTables.mediumNames[$0].name) })
        {
            return WordTables.mediumNames[row]
        }
        // Media that look well with any words.
        let usual = ["oil", "watercolour", "pastel", "linocut", "engraving", "chalks"].filter(media.contains)
        return (dice.element(usual.isEmpty ? media.sorted() : usual), nil)
    }
}

extension PhraseTable {
    /// The name with the most weight, the earlier of equals; nil where nothing is named.
    func best(for brief: Brief, typed: Float = 24, where isAllowed: (Int) -> Bool = { _ in true }) -> Int? {
        var scores: [Int: Float] = [:]
        for voice in brief.voices(typed: typed) {
            for (place, mention) in mentions(in: voice.text).enumerated() where isAllowed(mention.name) {
                // Of two words that say different things the first one leads: "winter silence" is winter.
                let leading = place == 0 ? Float(1) : 0.6
                scores[mention.name, default: 0] += mention.weight * voice.weight * leading
            }
        }
        return scores.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }
}

/// The tables of words in `Resources`.
enum WordTables {
    private static let mediaRows = tableRows(PackageResources.media_txt)
    static let mediumNames: [(name: String, variation: Int?)] = mediaRows.map { row in
        let parts = row[0].split(separator: " ")
        return (String(parts[0]), parts.count > 1 ? Int(parts[1]) : nil)
    }
    /// A name counts four times as much as a word that only suits the medium.
    static let media = PhraseTable(
        mediaRows.map { row in
            list(row.count > 1 ? row[1] : "").map { ($0, Float(4)) }
                + list(row.count > 2 ? row[2] : "").map { ($0, Float(1)) }
        })

    private static let paletteRows = tableRows(PackageResources.palette_words_txt)
    static let paletteNames = paletteRows.map { $0[0] }
    static let palettes = phrases(paletteRows)

    private static let groundRows = tableRows(PackageResources.ground_words_txt)
        .filter { GroundDesign(rawValue: $0[0]) != nil }
    static let groundNames = groundRows.map { GroundDesign(rawValue: $0[0]) ?? .plain }
    static let grounds = phrases(groundRows)

    private static let colorRows = String(decoding: PackageResources.colors_txt, as: UTF8.self).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }.filter { $0.count == 2 }
    static let colorValues = colorRows.map { $0[1] }
    static let colors = PhraseTable(colorRows.map { [($0[0], Float(1))] })

    private static func phrases(_ rows: [[String]]) -> PhraseTable {
        PhraseTable(rows.map { row in list(row.count > 1 ? row[1] : "").map { ($0, Float(1)) } })
    }
}

/// Named lights.
package enum LightTable {
    private static let rows = tableRows(PackageResources.lights_txt).filter { $0.count == 3 }
    package static let names = rows.map { $0[0] }
    static let phrases = PhraseTable(rows.map { list($0[2]).map { ($0, Float(1)) } })
    private static let lights = rows.map { $0[1].split(separator: "/").compactMap(light) }

    package static func named(_ name: String) -> [Light]? {
        names.firstIndex(of: name).map { lights[$0] }
    }

    /// "x y z color strength focus".
    private static func light(_ text: Substring) -> Light? {
        let fields = text.split(separator: " ")
        let numbers = fields.enumerated().filter { $0.offset != 3 }.compactMap { Float($0.element) }
        guard fields.count == 6, numbers.count == 5, let color = Ink(hexadecimal: fields[3]) else { return nil }
        return Light(
            from: SIMD3(numbers[0], numbers[1], numbers[2]), color: color, strength: numbers[3], focus: numbers[4])
    }
}
