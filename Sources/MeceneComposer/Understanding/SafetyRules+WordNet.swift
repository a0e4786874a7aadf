import Support
package import WordSafety

extension SafetyRules {
    /// The rules with a dictionary's knowledge of people, things and words.
    package init(wordNet: WordNet) {
        // Every check of an idea asks for each of its words, which come from a lexicon of a few thousand.
        let known = BoundedMemo<String, Bool>(limit: 4096)
        // Neighbouring words change with every idea, which is checked several times.
        let people = BoundedMemo<String, Bool>(limit: 2048)
        let isWord: KnowsWord = { word in known.value(word) { wordNet.isWord(word) } }
        self.init(
            knowsPerson: { phrase in people.value(phrase) { wordNet.isPerson(phrase) } },
            knowsWord: isWord, knowsThing: wordNet.isThing,
            corrected: { isWord($0) ? $0 : wordNet.correction(of: $0) ?? $0 })
    }
}
