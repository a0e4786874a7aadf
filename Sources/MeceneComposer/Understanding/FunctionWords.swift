/// Function words, by their role in a phrase.
enum FunctionWords {
    static let articles = set("a an the")

    static let prepositions = set(
        """
        of in on at with without from under over for to by upon into beyond behind between before after against among
        beneath above below beside through across around near inside outside within
        """)

    /// Words of a sentence rather than of a thing's name: pronouns, and verbs beside them.
    static let clause = set(
        """
        i i'm i'd i'll i've you you're he she it it's we we're they they're me him them us who what which when where why
        how if am is are was were be been isn't aren't wasn't do does did don't doesn't didn't can't won't has have had
        could would should let let's not as than nothing something everything anything nobody somebody everybody anybody
        someone everyone anyone
        """)

    /// Verbs if there is another verb, else nouns.
    static let auxiliaries = set("will may might can must shall")

    /// Determiners, which stand before a noun as an article does.
    static let possessives = set("my your his her its our their this that these those every each")

    /// Never names, whatever the dictionary has under them.
    static let all = articles.union(prepositions).union(clause).union(auxiliaries).union(possessives)
        .union(Phrase.determiners).union(ContentWords.small).union(["and", "or", "but", "nor", "so", "yet"])

    private static func set(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
