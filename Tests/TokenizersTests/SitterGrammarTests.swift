import Testing

@testable import Tokenizers

/// Prompts that were made to mislead the grammar.
@Suite("The word for the sitter, hard cases")
struct SitterGrammarTests {
    /// The prompt with a bar after the word, or the prompt alone where the sitter gets a phrase in front.
    private func marked(_ prompt: String, classWord: String) -> String {
        let insertion = TriggerWord("|").insert(into: prompt, classWord: classWord)
        return insertion.place == .inFront ? prompt : insertion.prompt.replacing(" |", with: "|")
    }

    private func check(_ expected: String) {
        let prompt = expected.replacing("|", with: "")
        for word in ["person", "woman", "man"] { #expect(marked(prompt, classWord: word) == expected) }
    }

    @Test(
        "pictures of a person beside the sitter",
        arguments: [
            "sitting beside a painting of a woman", "holding a photo of a man", "beside a bust of a man",
            "a bust of a man", "the study of man", "a study of man", "a statue of (a man), fog",
            "library, leather chair, a painting of a man", "a locket with a photo of a woman",
            "photo of a man on the wall", "a picture of a lady in a silver frame", "a portrait of a man hanging askew",
            "a lady on a coin", "a woman on an old postage stamp", "the image of man in art",
            "photo of a statue of a man",
            "a frame and a photo of a man", "a photo of a bridge and a statue of a woman",
            "a portrait of a portrait of a man", "a thousand drawings of a man",
            "an elegant interior with a portrait of a lady",
            "a painting of the ascent of man", "a poster of a man", "a woman on a poster", "photo of a man in her hand",
            "the photo of man", "a card with a portrait of a lady", "a magazine cover of a woman", "an up of a man",
            "a photo of a bridge and a man", "portrait of (woman)",
        ])
    func pictures(prompt: String) { check(prompt) }

    @Test(
        "people beside the sitter",
        arguments: [
            "elegant, a man behind her, rain", "a silhouette of a man behind her", "a horse and a man behind her",
            "a man and a horse behind her", "a woman next to him", "a lady in front of her",
            "a man standing behind her",
            "a woman looking at him", "a man near them", "a person beside me", "a man at her side",
            "a woman on his left", "a man in the background", "a man walking in the distance",
            "elegant, a woman behind her",
            "a man behind the woman's chair, her gaze", "a gentleman beside the sitter", "a man looking at the woman",
            "she smiles, a man in a hat", "her red dress, a woman in the window", "a woman in his arms",
            "a man who admires her", "another man in a coat", "her man, rain", "with a horse & a man",
            "a table with a lamp, a skull and a man", "with a dog, a man and a cat",
            "reading between a tree and a man", "like a man", "as an old man", "I dream of rain, a man in grey",
            "a tall man in a hat in the background", "rain on her face, an old man", "a man on the left",
            "a woman and a man behind him", "a person and a horse behind her", "a man and a bear with him",
            "a man and a woman behind her", "my wife and a man",
            "the artist and a woman", "a queen and a man", "me, a man in a suit", "a castle, with a lady",
            "three men and a lady", "a rock, like an old man", "a woman sitting behind the man", "he sits, a man",
            "sunset behind her, a woman", "a person at their side", "elegant; a man behind the curtain looks at her",
        ])
    func others(prompt: String) { check(prompt) }

    @Test(
        "things, places, animals and plants that are called like a person",
        arguments: [
            "a goldfish man", "a starfish man", "jellyfish lady on a reef", "a cheese lady", "a spring lady",
            "string man",
            "a pudding lady", "a building man", "a hundred man march", "a tweed man", "a painted lady on a thistle",
            "a pink lady apple", "a white lady, cocktail glass", "a veiled lady in the forest",
            "a carved man on a door",
            "a stuffed man", "a knitted lady", "a couscous lady", "a spoonful lady", "a herring lady",
            "a viking man's helmet",
            "a walking man", "a grey lady in the castle", "our lady, cathedral", "human and animal bones",
            "man and machine", "a human and machine hybrid", "man to man talk", "woman sitting room",
            "man standing desk",
            "lady riding boots", "lady dancing shoes", "human cloning in a laboratory", "human trafficking",
            "man powered flight",
            "human smiles", "woman painting on silk", "woman dreams", "human, robot, cyborg", "a man–made lake",
            "the man´s hat", "the lady`s glove", "wild man", "early man", "a straw man", "lady like manners",
            "man lost property", "woman 's face", "lady in red movie poster", "man on the moon poster",
            "a small lady doll", "a smiling lady doll", "a man sized robot", "a woman carved in wood",
            "a man built from gears", "the isle of man and a woman", "one man show", "grandfather clock",
            "the hanged man, tarot", "a rain man", "a human-faced dog", "third person view", "no man", "lady justice",
            "lady in the moon",
        ])
    func things(prompt: String) { check(prompt) }

    @Test(
        "sitters in many words",
        arguments: [
            "an old man|", "a stylish woman|", "a Japanese woman|", "a handsome man|", "a smiling woman|",
            "an Italian gentleman|", "portrait of a woman|", "a painting of a man|",
            "a photo of a man| in a wool coat",
            "a black and white photo of a bearded man|", "Rembrandt's painting of an old man|",
            "studio portrait photo of a woman| in profile", "close up of a lady| with freckles",
            "masterpiece, best quality, portrait of a woman|, bokeh", "a red-haired woman| by a window",
            "a 60-year-old grandmother| knitting", "a well-dressed gentleman| in a tweed coat",
            "a woman| smiling softly",
            "a woman| softly smiling", "a man| holding flowers", "a woman| with butterflies around her",
            "a man| with a dog at his side", "a woman| with mountains in the background", "a woman| in her garden",
            "a man| behind his desk", "a man| like a king", "a woman| and her dog", "a photo of a dog and a man|",
            "a horse & a man|", "a woman| dancing on the table", "a lady| as a queen, her crown",
            "an elegant\u{2009}woman|",
            "my grandmother| at the stove", "a person| in their garden", "a man| climbing a wall",
            "the woman| sits by a lake",
            "a very old Chinese man| among cranes", "sketch of a tired man| asleep", "a tattooed guy| on a motorcycle",
            "a human| in a spacesuit", "A MAN| IN BLACK", "a man|; a lady bug; a snow man", "a woman| who loves rain",
            "a young African-American woman| near the sea", "portrait of an elderly Portuguese lady|, azulejos",
            "a serious, elegant woman| in silk", "the same woman| in spring", "a portrait of a woman| with her son",
            "a woman| and her husband, his hand on her shoulder", "a woman| as the Mona Lisa",
            "a man| with his head in his hands", "a woman| looking over her shoulder",
            "a lady| with a coin on her face", "man| with glasses, office",
            "a man| in his late sixties with a grey beard", "a woman| beside a statue",
            "the artist, a woman| in a smock", "film still, a lonely guy| under neon light",
        ])
    func sitters(expected: String) { check(expected) }

    @Test(
        "of two subjects the one that the photograph shows, if it is one",
        arguments: [
            ("a woman with a dog and a man", "man", "a woman| with a dog and a man"),
            ("a woman holding a cat and a man", "man", "a woman| holding a cat and a man"),
            ("a man in a hat and a woman in a red coat", "woman", "a man in a hat and a woman| in a red coat"),
            ("a photo of a man and a woman", "woman", "a photo of a man and a woman|"),
            ("a photo of a man and a statue of a woman", "woman", "a photo of a man| and a statue of a woman"),
            ("a woman and a man holding his hat", "woman", "a woman| and a man holding his hat"),
            ("rain, a man and a woman", "woman", "rain, a man and a woman|"),
            ("a boy and a man", "man", "a boy and a man|"),
            ("an old man and his horse", "old man", "an old man| and his horse"),
            ("a sailor and his dog", "sailor", "a sailor| and his dog"),
        ])
    func several(prompt: String, word: String, expected: String) {
        #expect(marked(prompt, classWord: word) == expected)
    }

    /// The longest that a request may have, of what makes the grammar look back and ahead.
    @Test(
        "the longest prompts take no time", .timeLimit(.minutes(20)),
        arguments: [
            ("with a man", " and a man"), ("", "a man and "), ("a man", " and a man behind her"), ("", "a man, her, "),
            ("a man", " and an old"), ("", "old "), ("portrait of a man", " and a woman in a hat"), ("", "and "),
            ("", "photo of "), ("a dog", " and a dog"), ("", "a man in the background, "),
            ("", "a man and a man, in, "),
            ("x", "-man"), ("", "a man with it "), ("", "("),
        ])
    func longest(start: String, repeated: String) {
        var prompt = start
        while prompt.utf8.count + repeated.utf8.count <= 4000 { prompt += repeated }
        let time = ContinuousClock().measure {
            for word in ["woman", "old man"] { _ = TriggerWord().insert(into: prompt, classWord: word) }
        }
        #expect(time < .seconds(20))
    }
}
