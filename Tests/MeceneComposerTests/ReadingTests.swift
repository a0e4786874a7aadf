import Mecene
import Testing
import Workflow

@testable import MeceneComposer

/// Phrases that English treats in a way of its own: how they are written, and that their ideas are English.
@Suite struct ReadingTests {
    private let author: ComposerAuthor

    init() throws {
        author = try WordPairs.shared.get().author
    }

    struct Reading: Sendable, CustomTestStringConvertible {
        let words: String
        let written: String
        var isPlural = false
        var isQuoted = false

        init(_ words: String, _ written: String, plural: Bool = false, quoted: Bool = false) {
            (self.words, self.written, isPlural, isQuoted) = (words, written, plural, quoted)
        }

        var testDescription: String { words }
    }

    /// Masses have no article.
    private static let masses = [
        "furniture", "jewelry", "luggage", "moss", "grass", "foliage", "traffic", "equipment", "machinery", "bread",
        "hair", "art", "outer space", "silk", "stained glass", "art nouveau", "livestock",
    ].map { Reading("old \($0)", "old \($0)") }

    private static let plurals = [
        "glasses", "scissors", "stairs", "people", "police", "cattle", "woods", "clothes", "steps", "men",
        "binoculars", "northern lights", "reading glasses",
    ].map { Reading("broken \($0)", "broken \($0)", plural: true) }

    private static let others = [
        Reading("himalayas", "the Himalayas", plural: true),
        Reading("the snowy himalayas", "the snowy Himalayas", plural: true),
        Reading("my old clothes", "my old clothes", plural: true), Reading("garden furniture", "garden furniture"),
        // Still counted.
        Reading("old lamp", "an old lamp"), Reading("robot", "a robot"), Reading("the single tear", "a single tear"),
        Reading("crossroads", "a crossroads"), Reading("lens", "a lens"),
        Reading("dark forest", "a dark forest"), Reading("paris night", "Paris night"),
        // Pairs.
        Reading("fire and ice", "fire and ice", plural: true), Reading("sun and moon", "sun and moon", plural: true),
        Reading("salt and pepper", "salt and pepper", plural: true),
        Reading("men and women", "men and women", plural: true),
        Reading("the sun and the moon", "the sun and the moon", plural: true),
        Reading("a king and a queen", "a king and a queen", plural: true),
        Reading("black and white cat", "a black and white cat"), Reading("old and tired king", "an old and tired king"),
        Reading("rock and roll", "rock and roll"), Reading("house of salt and pepper", "a house of salt and pepper"),
        // Nothing that a sentence could speak of.
        Reading("forever young", "forever young", quoted: true), Reading("rich", "rich", quoted: true),
        Reading("long live the queen", "long live the queen", quoted: true),
        Reading("light as a feather", "light as a feather", quoted: true),
        Reading("once upon a time", "once upon a time", quoted: true),
        Reading("i am fire", "I am fire", quoted: true), Reading("I'm still here", "I'm still here", quoted: true),
        Reading("to be or not to be", "to be or not to be", quoted: true),
        Reading("black and blue", "black and blue", quoted: true),
        Reading("love will conquer", "love will conquer", quoted: true),
        Reading("become light", "become light", quoted: true), Reading("seize the day", "seize the day", quoted: true),
        Reading("now or never", "now or never", quoted: true),
        Reading("the great gatsby", "the great gatsby", quoted: true),
        Reading("lost in translation", "lost in translation", quoted: true),
        Reading("the living dead", "the living dead", quoted: true), Reading("somebody", "somebody", quoted: true),
        // Names and words that only look like them.
        Reading("god of war", "a god of war"), Reading("light as air", "light as air", quoted: true),
        Reading("japanese garden", "a Japanese garden"), Reading("polish table", "a polish table"),
        Reading("city of paris", "a city of Paris"), Reading("moon", "a moon"), Reading("china dream", "a China dream"),
        Reading("iron will", "iron will"),
        Reading("love and the city", "love and the city", plural: true), Reading("las vegas", "Las Vegas"),
        Reading("old baptist", "an old Baptist"), Reading("red necktie", "a red necktie"),
        Reading("many thanks", "many thanks", plural: true), Reading("chess", "chess"),
    ]

    @Test("Phrases are written in English", arguments: masses + plurals + others)
    func english(reading: Reading) throws {
        let phrase = author.reader.read(reading.words)
        #expect(phrase.withArticle == reading.written)
        #expect((phrase.kind == .words) == reading.isQuoted, "\(phrase.kind)")
        if !reading.isQuoted { #expect(phrase.isPlural == reading.isPlural) }
        let english = try EnglishCheck.shared.get()
        for seed in 0..<12 as Range<UInt64> {
            let input = try MeceneInput(words: reading.words, seed: seed, rules: author.safetyRules)
            let text = try author.generateIdea(input, .init()).text
            let number = reading.isQuoted ? nil : reading.isPlural
            #expect(english.problems(text, own: reading.words, isPlural: number) == [], "\(text)")
            if reading.isQuoted {
                #expect(text.contains("“\(phrase.title)”"), "\(text)")
            } else {
                #expect(text.lowercased().contains(reading.written.lowercased()), "\(text)")
            }
        }
    }

    /// A slip is mended where it stays harmless, never into a name, and never into a listed word.
    @Test(
        "Slips are corrected unless the correction is refused",
        arguments: [
            ("melancoly oceen", "melancholy ocean"), ("virgn snow", "virgin snow"), ("virgn brides", "virgn brides"),
            ("frida", "frida"), ("nakey", "nakey"),
        ])
    func slips(words: String, read: String) {
        #expect(author.reader.read(words).text == read)
    }

    /// The check itself sees what it is there for.
    @Test(
        "The check of English sees disagreement in number",
        arguments: [
            ("old furniture", "An old furniture becomes the emblem of a portrait."),
            ("glasses", "A glasses becomes the emblem of a portrait."),
            ("dark woods", "Dark woods opens behind the sitter."), ("furniture", "Furniture become the emblem."),
        ])
    func number(own: String, text: String) throws {
        let whole = text + " The light is calm. The sitter waits."
        #expect(try !EnglishCheck.shared.get().problems(whole, own: own).isEmpty)
    }

    /// One idea for each of three phrases as this version writes them. A change of any rule or list shows here, and calls
    /// for a new version and new ideas.
    @Test("The ideas of this version stay the same", arguments: Golden.ideas)
    func golden(words: String, text: String) throws {
        #expect(ComposerAuthor.version == Golden.version)
        let input = try MeceneInput(words: words, seed: 7, rules: author.safetyRules)
        #expect(try author.generateIdea(input, .init()).text == text)
    }
}

private enum Golden {
    static let version = 5
    static let ideas = [
        (
            "corporate confidence",
            """
            A Renaissance portrait in glazed oil on oak panel gives corporate confidence a human face. Steel \
            blue, navy and burnished gold meet high in a tower above the skyline, gathered by laboratory \
            fluorescence at the turn of the year. Dry irony settles in the eyes, while a sharply tailored suit \
            and a chessboard in mid-game say the rest.
            """
        ),
        (
            "fire and ice",
            """
            The colors of fire and ice run through a baroque chiaroscuro portrait made in encaustic wax. In a \
            frozen harbor, on a winter evening, northern lights settle over pearl gray, ghost white and burnt \
            umber. A fur-lined coat and a burning match frame an expression of soft melancholy. Broad \
            palette-knife strokes give the surface a life of its own.
            """
        ),
        (
            "old furniture",
            """
            Built around old furniture, a pencil-drawn portrait in hard and soft leads on vellum treats the \
            sitter like a legend. Lavender, sage and olive meet in a parlor of faded wallpaper, gathered by \
            the glow of a fireplace on a Sunday. Solemn reverence settles in the eyes, while a flour-dusted \
            collar and a sleeping cat say the rest.
            """
        ),
    ]
}
