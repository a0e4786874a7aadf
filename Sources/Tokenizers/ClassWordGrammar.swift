/// Which words around a word for a person show that it is the sitter.
///
/// Nothing is lost by saying no: the sitter then gets a phrase of their own in front of the prompt. So every list names
/// what is known to be right, and all else is taken for part of another thing's name: a snow man, a lady bug, a human
/// skull.
enum ClassWordGrammar {
    static let determiners: Set = [
        "a", "an", "the", "one", "this", "that", "some", "my", "our", "his", "her", "their", "another", "single",
        "same",
    ]

    /// Words for a person, children too, who may stand beside the sitter.
    static let people = Set(TriggerWord.classWords).union([
        "girl", "boy", "child", "baby", "kid", "teenager", "toddler",
    ])

    /// What a picture is called before "of".
    static let pictures: Set = [
        "portrait", "photo", "photograph", "picture", "painting", "drawing", "sketch", "image", "closeup", "close-up",
        "headshot", "selfie", "bust", "watercolor", "watercolour", "illustration", "engraving", "etching", "print",
        "render", "rendering", "depiction", "shot", "silhouette", "caricature", "likeness", "study",
    ]

    /// What may follow a noun for a person that stands for itself: prepositions but "of", which makes names (a man of war),
    /// conjunctions, relative pronouns, verbs and adverbs.
    private static let followers: Set = [
        "in", "on", "at", "with", "without", "by", "near", "under", "over", "behind", "before", "beside", "between",
        "among", "amid", "against", "from", "into", "through", "across", "along", "around", "above", "below", "beneath",
        "inside", "outside", "like", "as", "and", "or", "but", "who", "whose", "that", "which", "where", "while",
        "when",
        "is", "was", "looks", "stands", "sits", "wears", "holds", "walks", "smiles", "laughs", "leans", "gazes",
        "dreams",
        "has", "seen", "shown", "lit", "lost", "worn", "drawn", "alone", "asleep", "outdoors", "indoors", "here",
        "there",
        "today", "about", "after", "during", "toward", "towards", "to", "for", "up", "down",
    ]

    private static let adjectives: Set = [
        "old", "young", "elderly", "aged", "middle-aged", "adult", "grown", "tall", "short", "big", "little", "small",
        "slim", "thin", "stout", "strong", "handsome", "beautiful", "pretty", "lovely", "fine", "fair", "dark", "pale",
        "black", "white", "brown", "blond", "blonde", "brunette", "bald", "grey", "gray", "rich", "poor", "wise",
        "kind",
        "gentle", "brave", "bold", "proud", "calm", "quiet", "happy", "sad", "lonely", "lone", "solitary", "angry",
        "serious", "cheerful", "friendly", "noble", "royal", "regal", "elegant", "modern", "ancient", "medieval",
        "formal",
        "casual", "ordinary", "mysterious", "romantic", "heroic", "gothic", "nordic", "african", "american", "asian",
        "european", "french", "dutch", "welsh", "greek", "arab", "free", "new", "good", "great", "real", "very", "most",
        "more", "rather", "confident", "pensive", "dreamy", "moody", "stylish", "classy", "rugged", "weary", "merry",
    ]

    /// Things that end like adjectives and are none beside a word for a person.
    private static let things: Set = [
        "burning", "gingerbread", "martian", "vitruvian", "guardian", "morning", "evening", "wedding", "king", "sewing",
        "seaweed",
    ]

    static func isAdjective(_ word: String) -> Bool {
        if adjectives.contains(word) { return true }
        guard word.count >= 5, !things.contains(word) else { return false }
        let ends = ["ful", "less", "ous", "ish", "ese", "ian", "some", "ed", "ing", "-old"]
        return ends.contains(where: word.hasSuffix)
    }

    /// Nouns that end like "smiling".
    private static let nouns: Set = [
        "being", "painting", "drawing", "building", "clothing", "wedding", "evening", "morning", "ceiling", "earring",
        "string", "spring", "thing", "king", "ring", "wing", "sling", "trading", "training", "bathing",
    ]

    /// - Parameter next: the word after it; what eats something is a man, what is man-eating is not.
    static func mayFollow(_ word: String, next: String?) -> Bool {
        if followers.contains(word) { return true }
        if word == "eating" { return next.map { determiners.contains($0) || followers.contains($0) } ?? true }
        guard word.count >= 5, !nouns.contains(word) else { return false }
        return word.hasSuffix("ing") || word.hasSuffix("ed") && !word.hasSuffix("eed")
    }
}
