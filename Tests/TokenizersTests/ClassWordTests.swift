import Testing

@testable import Tokenizers

/// Which word of a prompt takes the sitter's identity.
@Suite("The word for the sitter")
struct ClassWordTests {
    /// The prompt with a bar after the word, or the prompt alone where the sitter gets a phrase in front.
    private func marked(_ prompt: String, classWord: String) -> String {
        let insertion = TriggerWord("|").insert(into: prompt, classWord: classWord)
        return insertion.place == .inFront ? prompt : insertion.prompt.replacing(" |", with: "|")
    }

    @Test(
        "a noun that stands for the sitter takes it",
        arguments: [
            "a woman| in a red scarf", "a woman| in a red scarf, oil painting, stormy sea", "woman|, watercolor, calm",
            "portrait of a woman|", "portrait of an old woman|, oil", "portrait of woman| smiling",
            "close-up photo of a tall bearded man| by the sea", "oil painting of the elderly gentleman| asleep",
            "an elegant Victorian lady| with a fan", "old MAN|", "a 40-year-old man| wearing glasses",
            "a smiling woman| holding a baby", "a man| who reads", "the person| as a knight",
            "a human| among machines", "a grandmother| knitting", "rain, a lonely man| under an umbrella, night",
            "a man| and his dog", "a dog and a man|", "a woman| with a snow man behind her", "man| eating an apple",
            "a handsome young man|, portrait, Isle of Man behind him", "blue hour, a woman| (smiling)",
            "\"a man| in black\"",
            "a woman| in red and a man in blue", "a lady| dressed in silk", "a man| standing on a hill; a lady bug",
            "photo of a guy| in a hat",
        ])
    func sitter(expected: String) {
        let prompt = expected.replacing("|", with: "")
        for word in ["person", "sailor"] { #expect(marked(prompt, classWord: word) == expected) }
    }

    @Test(
        "a thing, a place, an animal, a plant and a child do not",
        arguments: [
            "baby blue dress, watercolor, calm", "a snow man behind her", "Isle of Man", "on the Isle of Man, oil",
            "lady bug on a leaf", "girl scout cookies", "king penguin", "baby's breath", "man of war ship",
            "Portuguese man o' war", "old man's beard lichen", "old man cactus", "a gingerbread man, frosting",
            "burning man festival", "Burning Man", "vitruvian man", "iron man suit", "man cave", "lady's mantle",
            "lady fern and lady slippers", "no man's land", "a lady finger biscuit", "human skull, candle",
            "human nature", "a human being", "human-like manners", "mankind", "woman's hat", "man-made lake",
            "man eating shark", "the man in the moon, woodcut", "best man speech", "guy rope of a tent",
            "the rights of man", "with a dog and a man", "a dog beside a man", "dressed like an old man",
            "in the style of the man", "a cat hugs a man", "boy, girl and kid", "a child in a garden", "teenager, neon",
            "kid gloves", "girl with a pearl earring", "child of the sea", "man/woman", "woman painting",
            "lady Liberty",
            "Old Man of Storr", "elephant man", "the ascent of man", "a garden with a stone lady", "person of interest",
        ])
    func somethingElse(prompt: String) {
        for word in ["person", "woman", "man"] { #expect(marked(prompt, classWord: word) == prompt) }
    }

    @Test(
        "of several people the one that the photograph shows",
        arguments: [
            ("a man and a woman", "woman", "a man and a woman|"), ("a man and a woman", "man", "a man| and a woman"),
            ("a woman in red and a man in blue", "man", "a woman in red and a man| in blue"),
            ("the girl and the man", "man", "the girl and the man|"), ("a man in a suit", "woman", "a man| in a suit"),
            ("a woman, with a man behind her", "man", "a woman|, with a man behind her"),
            ("an old man by the sea", "old man", "an old man| by the sea"),
        ])
    func several(prompt: String, word: String, expected: String) {
        #expect(marked(prompt, classWord: word) == expected)
    }

    @Test("words keep the signs that join them, and signs part phrases")
    func phrases() {
        let phrases = PhraseWords("A man-made lake, the woman's hat.\nOld (big) Man").phrases
        #expect(
            phrases.map { $0.map(\.text) } == [
                ["a", "man-made", "lake"], ["the", "woman's", "hat"], ["old"], ["big"], ["man"],
            ])
    }
}
