package import PortraitDomain

extension ModelVocabulary {
    /// The words that `narcis-mini` was trained on (`Training/narcis_mini/words.py`). It understands a style, a palette
    /// and a mood at once; further words would only blur them.
    package static let narcisMini = ModelVocabulary(
        styles: concepts(
            """
            watercolor: watercolor, watercolour painting, aquarelle, soft gouache, washed watercolor, gouache
            ink: ink wash, brush ink, black ink painting, sumi ink, ink drawing, calligraphy brush
            impressionist: impressionist, impressionism, dappled brushwork, monet canvas, plein air painting
            expressionist: expressionist oil, expressionism, thick oil paint, wild brushstrokes, oil painting
            popart: pop art, comic line art, manga, cartoon print, comic book, screen print
            fresco: fresco, terracotta fresco, renaissance mural, old master, clay painting, antique mural
            engraving: engraving, parchment etching, banknote engraving, etching, antique print, old map
            pastelchalk: pastel chalk, chalk drawing, dreamy chalk, crayon pastel, soft chalk portrait
            pencil: pencil drawing, pencil sketch, graphite sketch, silverpoint, frosted sketch, sketch
            artnouveau: art nouveau, woodcut poster, mucha poster, carved wood, lino cut, decorative lines
            starrynight: starry night, van gogh, swirling night sky, post impressionist, starlight swirls
            scarlet: scarlet oil, red noir, blood red canvas, red oil painting, burning canvas, lava painting
            woodblock: japanese woodblock, ukiyo e, wave print, hokusai, woodblock print, indigo print
            stainedglass: stained glass, cubist glass, cathedral window, cubism, mosaic window, glass mosaic
            """),
        palettes: concepts(
            """
            golden: golden, gold, amber, honey, sunlit, yellow, royal, harvest
            crimson: crimson, red, ruby, fiery, blood, fire, passion, rage
            teal: teal, turquoise, cyan, ocean, sea, underwater, lagoon, mermaid
            violet: violet, purple, lavender, mystic, magic, amethyst, wizard, cosmic
            emerald: emerald, green, forest, jungle, mossy, nature, leaf, garden
            azure: azure, blue, sapphire, icy, winter, frozen, sky, ice
            rose: rose, pink, blossom, romantic, blush, love, flower, candy
            earth: earth, brown, sepia, rustic, desert, vintage, autumn, ancient
            monochrome: monochrome, gray, black and white, grayscale, silver, steel, stone, ash
            pastel: pastel, pale, soft colors, creamy, delicate, spring, gentle, baby
            neon: neon, vivid, electric, fluorescent, psychedelic, cyberpunk, rainbow, party
            """),
        moods: concepts(
            """
            bright: bright, radiant, sunny, luminous, cheerful, happy, joyful, glowing
            dark: dark, night, shadowy, gloomy, sinister, gothic, midnight, sad
            misty: misty, foggy, hazy, dreamlike, ethereal, ghostly, dream, cloudy
            dramatic: dramatic, stormy, theatrical, intense, epic, powerful, heroic, thunder
            """),
        phraseLimit: 3)

    /// The vocabulary of a model by its name; an open one for models that this program does not know.
    package static func of(model name: String) -> ModelVocabulary {
        name.hasPrefix("narcis-mini") ? .narcisMini : .open
    }

    private static func concepts(_ text: String) -> [Concept] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            let words = parts[1].split(separator: ",").map { String($0).trimming { $0 == " " } }
            return Concept(name: String(parts[0]), words: words)
        }
    }
}
