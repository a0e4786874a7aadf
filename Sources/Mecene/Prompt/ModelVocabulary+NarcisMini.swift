extension ModelVocabulary {
    /// The words that `narcis-mini` was trained on (`Training/narcis_mini/words.py`), and what a composer says that it
    /// does not know. A palette dyes the whole picture and hides the style, so it is for those who ask for a color.
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
            """,
            kin: """
                watercolor: wet watercolor, transparent washes, pooled pigment, matte paint, pressed botanicals, tempera
                watercolor: gouache painting, gouache on card, watercolour
                ink: lampblack wash, mulberry paper, rice paper, charcoal, silver gelatin, calligraphy
                impressionist: rococo, romanticism, folk art, oil on linen, pointillism
                expressionist: impasto, futurism, fauvism, gothic painting, encaustic wax, abstract, acrylic
                popart: bauhaus, constructivism, constructivist, silkscreen, paper collage, collage, poster
                popart: comic, cartoon, graffiti, spray paint, digital painting, vector shapes, retro futurism
                fresco: renaissance portrait, neoclassicism, plaster fresco, oil on panel, gold leaf tempera, baroque
                engraving: copperplate lines, steel plate lines, fine hatching, hand-tinted photograph, lithograph
                pastelchalk: soft chalk, powdered pastel, chalk, crayon, pastel
                pencil: graphite, pencil leads, pencil, metalpoint, prepared vellum, photorealism, drawing
                artnouveau: linocut, woodcut, hand-rubbed impression, woven tapestry, woven thread
                artnouveau: knotted wool, bronze lacquer, gilded enamel, cut paper
                starrynight: surrealism, symbolism, airbrushed acrylic, nocturne
                scarlet: layered glazes
                woodblock: cyanotype, carved cherry wood, japanese print
                stainedglass: art deco, leaded glass, byzantine icon, tinted panes, leaded panes, jewel-bright panes
                stainedglass: gold tesserae, mosaic tile, glazed stone, pebbles in lime, mosaic
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
            """,
            kin: """
                monochrome: grey, greyscale
                """,
            unheard: """
                crimson: passion, rage
                violet: mystic, magic, wizard
                rose: romantic, love
                pastel: delicate, gentle, baby
                neon: party
                """),
        moods: concepts(
            """
            bright: bright, radiant, sunny, luminous, cheerful, happy, joyful, glowing
            dark: dark, night, shadowy, gloomy, sinister, gothic, midnight, sad
            misty: misty, foggy, hazy, dreamlike, ethereal, ghostly, dream, cloudy
            dramatic: dramatic, stormy, theatrical, intense, epic, powerful, heroic, thunder
            """,
            kin: """
                bright: joy, delight, amusement, wonder, hope, first light, morning, high noon, golden hour
                bright: dappled light, clear sunlight, first day of spring, sunday, laughter, optimism
                dark: grief, sadness, dread, secrecy, small hours, candlelight, moonlight, starlight, new moon
                dark: evening, noir
                misty: longing, nostalgia, melancholy, serenity, stillness, silence, blue hour, twilight, dusk
                misty: overcast light, fog, mist, after the rain, aurora, memory
                dramatic: defiance, fury, courage, resolve, pride, majesty, disdain, excitement, storm, battle, war
                dramatic: lightning, raking sunlight, stage light, firelight, ember glow, eclipse, floodlight
                dramatic: confidence, ambition, power
                """),
        isClosed: true)

    /// The vocabulary of a model by its name; an open one for models that this program does not know.
    package static func of(model name: String) -> ModelVocabulary {
        name.hasPrefix("narcis-mini") ? .narcisMini : .open
    }

    private static func concepts(_ words: String, kin: String, unheard: String = "") -> [Concept] {
        let kin = Dictionary(lists(kin), uniquingKeysWith: +)
        let unheard = Dictionary(lists(unheard), uniquingKeysWith: +)
        let concepts = lists(words).map {
            Concept(name: $0, words: $1, kin: kin[$0] ?? [], unheard: unheard[$0] ?? [])
        }
        assert(Set(kin.keys).union(unheard.keys).isSubset(of: concepts.map(\.name)), "a list has no concept")
        return concepts
    }

    /// Lines of "name: word, word".
    private static func lists(_ text: String) -> [(String, [String])] {
        text.split(separator: "\n").compactMap { line -> (String, [String])? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (
                String(parts[0]).trimming { $0 == " " },
                parts[1].split(separator: ",").map { String($0).trimming { $0 == " " } }
            )
        }
    }
}
