import MeceneComposer
import Media
import PortraitDomain
import Testing

/// What words lead to.
@Suite("Words") struct BriefTests {
    @Test(
        "lead to a medium, a palette and a ground that fit",
        arguments: [
            ("midnight jazz", "midnight", "night"), ("winter silence", "ice", "mist"),
            ("ocean memory", "ocean", "waves"),
            ("golden harvest", "gold", "garden"), ("burning ambition", "ember", "fire"),
            ("electric dreams", "neon", "curl"),
        ])
    func ideas(words: String, palette: String, ground: String) {
        let settings = Brief(words: words).settings(seed: 1)
        #expect(settings.palette == palette)
        #expect(settings.ground == ground)
        #expect(MediaCatalogue.names.contains(settings.medium))
    }

    @Test(
        "name their medium",
        arguments: [
            ("a linocut of her", "linocut"), ("Japanese woodblock", "woodblock"), ("oil painting", "oil"),
            ("stained-glass", "stained-glass"), ("watercolor", "watercolour"), ("pencil sketch", "graphite"),
            ("banknote engraving", "engraving"), ("van Gogh", "swirl"), ("pop art", "screen-print"),
            ("mosaics", "mosaic"),
        ])
    func names(words: String, medium: String) {
        #expect(Brief(words: words).settings(seed: 9).medium == medium)
    }

    @Test("A style that is chosen by name decides; a wish decides before it")
    func wishes() {
        let brief = Brief(words: "sea and waves", style: "engraving")
        #expect(brief.settings(seed: 1).medium == "engraving")
        var wishes = MediumWishes()
        wishes.medium = .named("mosaic", variation: 2)
        wishes.palette = PaletteChoice("noir")
        wishes.ground = "city"
        wishes.light = "stage"
        let settings = brief.settings(wishes, seed: 1)
        #expect(settings.medium == "mosaic" && settings.palette == "noir" && settings.ground == "city")
        #expect(settings.light == "stage" && settings.variation == 2)
        #expect(brief.settings(MediumWishes(repeating: settings), seed: 77) == settings)
    }

    @Test("A named color leads the palette")
    func color() throws {
        let settings = Brief(words: "a turquoise coat").settings(seed: 1)
        #expect(settings.color == "2fb5ae")
        let direction = try #require(settings.direction(seed: 1))
        #expect(direction.palette.ink(0) == Ink(hexadecimal: "2fb5ae"))
    }

    @Test("Words that say nothing lead to something, and by their seed to different things")
    func silence() {
        let choices = (0..<40).map { Brief(words: "qwv xzzk").settings(seed: $0).medium }
        #expect(Set(choices).count > 3)
        #expect(Brief(words: "").settings(seed: 5) == Brief(words: "").settings(seed: 5))
    }

    @Test("Every table names only what there is")
    func tables() {
        #expect(Palette.all.count >= 24)
        #expect(MediaCatalogue.offer.media.count == MediaCatalogue.names.count)
        for palette in Palette.all {
            #expect(palette.inks.count >= 4, "\(palette.name)")
            #expect(palette.skin.stops.count == 7 && palette.ground.stops.count == 5, "\(palette.name)")
            #expect(palette.paper.lab.x > 0.85 && palette.key.lab.x < 0.32, "\(palette.name)")
        }
        for light in LightTable.names { #expect(LightTable.named(light)?.isEmpty == false) }
    }

    @Test("Directions of unknown names are refused")
    func unknown() {
        let good = Brief(words: "x").settings(seed: 1)
        for change in [
            { (s: inout MediumSettings) in s.palette = "nothing" }, { s in s.ground = "nothing" },
            { s in s.light = "nothing" },
        ] {
            var settings = good
            change(&settings)
            #expect(settings.direction(seed: 1) == nil)
        }
    }
}

/// The offline composer's own words.
@Suite("Words of the lexicon") struct LexiconWordsTests {
    @Test("Every style and every medium of the lexicon leads to a medium by name")
    func lexicon() throws {
        let lexicon = try Lexicon()
        for list in [LexiconList.styles, .mediums] {
            for entry in try #require(lexicon.lists[list]) {
                // The same medium whatever the seed: the word decided, not chance.
                let media = Set((0..<8).map { Brief(words: entry.keyword).settings(seed: $0).medium })
                #expect(media.count == 1, "\(entry.keyword) leads to \(media.sorted())")
            }
        }
    }

    @Test("Every color of the lexicon leads a palette or names one")
    func colors() throws {
        for entry in try #require(Lexicon().lists[.colors]) {
            let settings = (0..<8).map { Brief(words: entry.keyword).settings(seed: $0) }
            #expect(Set(settings.map { "\($0.palette) \($0.color ?? "")" }).count == 1, "\(entry.keyword)")
        }
    }
}
