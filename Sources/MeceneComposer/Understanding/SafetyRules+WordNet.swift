package import Mecene

extension SafetyRules {
    /// The rules with a dictionary's knowledge of people, things and words.
    package init(wordNet: WordNet) {
        // Every check of an idea asks for each of its words, which come from a lexicon of a few thousand.
        let known = Memory<String, Bool>(limit: 4096)
        let isWord: KnowsWord = { word in known.value(word) { wordNet.isWord(word) } }
        self.init(
            knowsPerson: wordNet.isPerson, knowsWord: isWord, knowsThing: wordNet.isThing,
            corrected: { isWord($0) ? $0 : wordNet.correction(of: $0) ?? $0 })
    }
}
