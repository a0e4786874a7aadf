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
    var voices: [(text: String, weight: Float)] {
        var voices: [(String, Float)] = [(words, 6)]
        if let style { voices.append((style, 12)) }
        for (index, keyword) in keywords.enumerated() { voices.append((keyword, max(2.4 - 0.14 * Float(index), 0.4))) }
        voices.append((text, 0.4))
        return voices
    }
}

/// A medium and its surroundings by name: what is recorded with a picture.
package struct MediumChoice: Sendable, Equatable, Codable {
    package var medium: String
    /// Which of the medium's variations, from 0.
    package var variation: Int
    package var palette: String
    /// The color that leads the palette, `rrggbb`; nil for the palette's own.
    package var color: String?
    package var ground: GroundDesign
    /// nil for the photograph's own light.
    package var light: String?

    package init(
        medium: String, variation: Int = 0, palette: String, color: String? = nil, ground: GroundDesign,
        light: String? = nil
    ) {
        self.medium = medium
        self.variation = variation
        self.palette = palette
        self.color = color
        self.ground = ground
        self.light = light
    }

    /// nil where the palette is unknown.
    package func direction(seed: UInt64) -> Direction? {
        guard var palette = Palette.named(palette) else { return nil }
        if let color, let ink = Ink(hexadecimal: color) { palette = palette.led(by: ink) }
        return Direction(
            palette: palette, ground: ground, lights: light.flatMap { LightTable.named($0) } ?? [],
            variation: variation, seed: seed)
    }
}

extension Brief {
    /// What the words lead to; where they leave something open, the seed decides.
    ///
    /// - Parameter media: names of the media that there are, at least one.
    package func choice(of media: Set<String> = Set(MediaCatalogue.all.keys), seed: UInt64) -> MediumChoice {
        var dice = Dice(seed, stream: 0xB1EF)
        let mediumRow = WordTables.media.best(for: self) { media.contains(WordTables.mediumNames[$0].name) }
        let medium: (name: String, variation: Int?)
        if let row = mediumRow {
            medium = WordTables.mediumNames[row]
        } else {
            // Media that look well with any words.
            let usual = ["oil", "watercolour", "pastel", "linocut", "engraving", "chalks"].filter(media.contains)
            medium = (dice.element(usual.isEmpty ? media.sorted() : usual), nil)
        }
        let palette = WordTables.palettes.best(for: self).map { WordTables.paletteNames[$0] }
        let ground = WordTables.grounds.best(for: self).map { WordTables.groundNames[$0] }
        let light = LightTable.phrases.best(for: self).map { LightTable.names[$0] }
        // A color leads only where the person named it.
        let color = WordTables.colors.mentions(in: words).first.map { WordTables.colorValues[$0.name] }
        return MediumChoice(
            medium: medium.name, variation: medium.variation ?? dice.below(4),
            palette: palette ?? dice.element(["amber", "brass", "ocean", "terracotta", "indigo", "autumn"]),
            color: color, ground: ground ?? dice.element([.plain, .plain, .bokashi, .sun]), light: light)
    }
}

extension PhraseTable {
    /// The name with the most weight, the earlier of equals; nil where nothing is named.
    func best(for brief: Brief, where isAllowed: (Int) -> Bool = { _ in true }) -> Int? {
        var scores: [Int: Float] = [:]
        for voice in brief.voices {
            for mention in mentions(in: voice.text) where isAllowed(mention.name) {
                scores[mention.name, default: 0] += mention.weight * voice.weight
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
