import Foundation
import Support
import TestSupport
import Testing

@testable import MeceneComposer

@Suite struct WordNetTests {
    private let wordNet: WordNet

    init() throws {
        wordNet = try WordNet()
    }

    @Test(
        "Dictionary forms are found",
        arguments: [
            ("oceans", PartOfSpeech.noun, "ocean"), ("mice", .noun, "mouse"), ("women", .noun, "woman"),
            ("boxes", .noun, "box"), ("burning", .verb, "burn"), ("loneliest", .adjective, "lonely"),
        ])
    func forms(form: String, part: PartOfSpeech, lemma: String) {
        #expect(wordNet.lemma(of: form, part) == lemma)
    }

    @Test(
        "An unknown word has no dictionary form",
        arguments: ["xqzvt", "zz", "", " ", "\n", "0", "~~~~", "'", "a\u{0}b", "ß", "日本"])
    func unknown(form: String) {
        #expect(wordNet.lemma(of: form, .noun) == nil || form == "0" || form == "'")
    }

    @Test("Every word of the index is found") func index() throws {
        for part in PartOfSpeech.allCases {
            let url = WordNet.defaultFolder.appending(path: "index.\(part.fileEnding)")
            let lines = String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\n")
            let entries = lines.drop { $0.hasPrefix(" ") }
            for line in [entries.first, entries.last].compactMap(\.self)
                + stride(
                    from: entries.startIndex, to: entries.endIndex, by: 97
                ).map({ entries[$0] })
            {
                let lemma = String(line.prefix { $0 != " " })
                let offsets = wordNet.offsets(lemma, part)
                #expect(!offsets.isEmpty, "\(lemma)")
                #expect(offsets.allSatisfy { wordNet.synset($0, part) != nil }, "\(lemma)")
            }
        }
    }

    @Test("Superordinates end at the most general meaning") func superordinates() throws {
        let dog = try #require(wordNet.synsets("dog", .noun, limit: 1).first)
        let classes = Set(wordNet.hypernyms(of: dog).flatMap(\.words))
        #expect(classes.isSuperset(of: ["canine", "mammal", "animal", "entity"]))
    }

    @Test(
        "Typing slips are corrected",
        arguments: [("melancoly", "melancholy"), ("oceen", "ocean"), ("grandmohter", "grandmother")])
    func slips(typed: String, word: String) {
        #expect(wordNet.correction(of: typed) == word)
    }

    @Test(
        "Names of people are known",
        arguments: [
            ("einstein", true), ("claude monet", true), ("shakespeare", true), ("apollo", false), ("wolf", false),
            ("bell", false), ("robot", false), ("paris", false), ("zorble", false),
        ])
    func people(words: String, isPerson: Bool) {
        #expect(wordNet.isPerson(words) == isPerson)
    }
}

@Suite struct WordNetFolderTests {
    /// A folder of links to WordNet's files but one.
    private func withFolder<Result>(without name: String?, _ body: (URL) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            for part in PartOfSpeech.allCases {
                for file in ["index.\(part.fileEnding)", "data.\(part.fileEnding)", "\(part.fileEnding).exc"]
                where file != name {
                    let original = WordNet.defaultFolder.appending(path: file)
                    try FileManager.default.createSymbolicLink(
                        at: folder.appending(path: file), withDestinationURL: original)
                }
            }
            return try body(folder)
        }
    }

    private func failure(_ name: String, _ change: (URL) throws -> Void) throws -> WordNetError {
        try withFolder(without: name) { folder in
            try change(folder.appending(path: name))
            return try #require(throws: WordNetError.self) { _ = try WordNet(folder: folder) }
        }
    }

    @Test("A missing folder is an error with advice") func missingFolder() throws {
        let error = try #require(throws: WordNetError.self) {
            _ = try WordNet(folder: URL(fileURLWithPath: "/nowhere"))
        }
        #expect(error.description.contains("wordnet-base"))
        #expect(!error.description.contains("\n"))
    }

    @Test("A missing file is named", arguments: ["index.noun", "data.verb", "adj.exc"])
    func missingFile(name: String) throws {
        #expect(try failure(name) { _ in } == .unreadable(file: name))
        let folder = try failure(name) {
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: false)
        }
        #expect(folder == .unreadable(file: name))
    }

    /// Cut in the middle of a line, cut after a line, emptied, and filled with something else.
    @Test(
        "A damaged file is named",
        arguments: ["index.noun", "data.noun", "index.adv", "data.adj", "index.verb", "data.verb"])
    func damagedFile(name: String) throws {
        let whole = try Data(contentsOf: WordNet.defaultFolder.appending(path: name))
        let middle = whole.prefix(whole.count / 2 + 3)
        let lines = middle[...(middle.lastIndex(of: UInt8(ascii: "\n")) ?? 0)]
        let cases = [whole.dropLast(20), middle, lines, Data(), Data(repeating: 0, count: 5000), Data("\n\n\n".utf8)]
        for bytes in cases {
            #expect(try failure(name) { try bytes.write(to: $0) } == .damaged(file: name), "\(bytes.count) bytes")
        }
    }

    @Test("Exception lists that are cut off are named") func exceptions() throws {
        #expect(try failure("noun.exc") { try Data("mice mou".utf8).write(to: $0) } == .damaged(file: "noun.exc"))
    }

    @Test("Links to all files are followed") func links() throws {
        try withFolder(without: nil) { folder throws in
            #expect(try WordNet(folder: folder).lemma(of: "oceans", .noun) == "ocean")
        }
    }
}

@Suite struct WordNetFuzzTests {
    /// Lines of WordNet with random damage, and random bytes, are no synsets or synsets; never a crash.
    @Test("Broken lines do not crash") func lines() throws {
        let rounds = Fuzz.rounds(600)
        let url = WordNet.defaultFolder.appending(path: "data.adv")
        let bytes = Array(try Data(contentsOf: url).dropFirst(1740).prefix(20_000))
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "data")
            var random = SeededRandom(seed: 7)
            for _ in 0..<rounds {
                var damaged = bytes
                for _ in 0..<(1 + random.index(below: 40)) {
                    damaged[random.index(below: damaged.count)] = UInt8(truncatingIfNeeded: random.next())
                }
                damaged.removeLast(random.index(below: damaged.count))
                try Data(damaged).write(to: file)
                let text = try MappedText(file)
                for _ in 0..<8 {
                    let offset = random.index(below: damaged.count + 10) - 5
                    if let line = text.line(at: offset) {
                        let claimed = line.prefix { $0 != " " }
                        _ = Synset(line: line, offset: Int(claimed) ?? 0, part: .adverb)
                    }
                    _ = text.line(for: ["", "a", "00001740", "\u{FFFD}", "zzz"][random.index(below: 5)])
                }
            }
        }
    }

    /// Looking at pages that are gone would end the process.
    @Test("A text that is shortened after opening has no lines") func shortened() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "data")
            try Data(String(repeating: "word 1 2 3\n", count: 10_000).utf8).write(to: file)
            let text = try MappedText(file)
            #expect(text.line(for: "word") == "word 1 2 3")
            let handle = try FileHandle(forWritingTo: file)
            try handle.truncate(atOffset: 5)
            try handle.close()
            #expect(text.line(for: "word") == nil)
            #expect(text.line(at: 0) == nil)
            #expect(text.line(at: 99_000) == nil)
            #expect(text.lineStart(around: 99_000) == nil)
            #expect(!text.endsWithLine)
        }
    }

    @Test(
        "An incomplete line is not a synset",
        arguments: [
            "", "|", "1", "1 02", "1 02 r", "1 02 r zz", "1 02 r 01 a", "1 02 r ff a 0", "1 99 r 01 a 0 000 | x",
            "1 02 r 01 a 0 999 | x", "1 02 r 01 a 0 001 @ 5 | x", "2 02 r 01 a 0 000 | x", "1 02 r -1 a 0 000",
            "1 02 r 01 a 0 -01",
        ])
    func incompleteLines(line: String) {
        #expect(Synset(line: Substring(line), offset: 1, part: .adverb) == nil)
    }

    @Test("A whole line is a synset") func synset() throws {
        let synset = try #require(
            Synset(
                line: "1 02 r 02 deep_sea 0 b(ip) 1 001 @ 00000005 n 0000 | far out; \"he\"", offset: 1, part: .adverb))
        #expect(synset.words == ["deep sea", "b"])
        #expect(synset.gloss == " far out")
        #expect(synset.pointers == [Synset.Pointer(symbol: "@", offset: 5, part: .noun)])
    }
}
