import Support

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// WordNet 3.0, looked up in its own files.
package struct WordNet: Sendable {
    /// Where Debian's `wordnet-base` puts it.
    package static let defaultFolder = URL(fileURLWithPath: "/usr/share/wordnet", isDirectory: true)
    /// The most meanings and steps that a look-up follows.
    static let senseLimit = 64
    static let climbLimit = 24

    private let indices: [PartOfSpeech: MappedText]
    private let data: [PartOfSpeech: MappedText]
    private let exceptions: [PartOfSpeech: MappedText]
    /// General meanings have hundreds of relations and stand above nearly every word: they are parsed once.
    private let parsed = BoundedMemo<Int, Synset?>(limit: 1024)
    let corrections = BoundedMemo<String, String?>(limit: 1024)

    package init(folder: URL = WordNet.defaultFolder) throws(WordNetError) {
        var (indices, data, exceptions):
            ([PartOfSpeech: MappedText], [PartOfSpeech: MappedText], [PartOfSpeech: MappedText]) = ([:], [:], [:])
        for part in PartOfSpeech.allCases {
            indices[part] = try MappedText(folder.appending(path: "index.\(part.fileEnding)"))
            data[part] = try MappedText(folder.appending(path: "data.\(part.fileEnding)"))
            exceptions[part] = try MappedText(folder.appending(path: "\(part.fileEnding).exc"))
        }
        (self.indices, self.data, self.exceptions) = (indices, data, exceptions)
        for part in PartOfSpeech.allCases {
            if let file = damagedFile(part) { throw .damaged(file: file) }
        }
        releasePages()
    }

    /// Releases the memory of pages that look-ups have read. Each idea reads some other megabytes of the files.
    func releasePages() {
        for files in [indices, data, exceptions] {
            for file in files.values { file.releasePages() }
        }
    }

    /// A file that is cut off or not WordNet's, judged by its end and a few of its words. Reading all of it would take
    /// longer than the first idea.
    private func damagedFile(_ part: PartOfSpeech) -> String? {
        guard let index = indices[part], let data = data[part] else { return nil }
        let names = (index: "index.\(part.fileEnding)", data: "data.\(part.fileEnding)")
        guard exceptions[part]?.endsWithLine == true else { return "\(part.fileEnding).exc" }
        // The words are in order of their letters, and every kind has some with the last one.
        guard index.endsWithLine, let end = index.lineStart(around: index.count - 2),
            index.line(at: end)?.first == "z"
        else { return names.index }
        guard data.endsWithLine, let start = data.lineStart(around: data.count - 2), synset(start, part) != nil else {
            return names.data
        }
        let samples = (1...8).compactMap { index.lineStart(around: index.count / 9 * $0).flatMap(index.line(at:)) }
        for line in samples + [index.line(at: end)].compactMap(\.self) {
            let found = offsets(String(line.prefix { $0 != " " }).replacing("_", with: " "), part)
            guard !found.isEmpty else { return names.index }
            guard found.allSatisfy({ synset($0, part) != nil }) else { return names.data }
        }
        return nil
    }

    /// Offsets of a lemma's meanings, the most frequent first.
    package func offsets(_ lemma: String, _ part: PartOfSpeech) -> [Int] {
        guard let fields = entry(lemma, part), fields.count > 3,
            let count = Int(fields[2]), (1...Self.senseLimit).contains(count), fields.count >= count + 4
        else { return [] }
        return fields.suffix(count).compactMap { Int($0) }
    }

    /// How many of a lemma's meanings occur in WordNet's tagged texts: 0 for rare words.
    func frequency(_ lemma: String, _ part: PartOfSpeech) -> Int {
        entry(lemma, part).map(frequency) ?? 0
    }

    private func frequency(_ fields: [Substring]) -> Int {
        guard let count = fields.count > 2 ? Int(fields[2]) : nil, (1...Self.senseLimit).contains(count),
            fields.count > count
        else { return 0 }
        return Int(fields[fields.count - count - 1]) ?? 0
    }

    package func contains(_ lemma: String, _ part: PartOfSpeech) -> Bool {
        entry(lemma, part) != nil
    }

    /// Calls `body` with the first field of every entry of a kind that begins with some letters, and its frequency.
    func forEachEntry(
        _ part: PartOfSpeech, from prefix: [UInt8], _ body: (UnsafeRawBufferPointer.SubSequence, () -> Int) -> Void
    ) {
        guard let index = indices[part] else { return }
        index.forEachKey(withPrefix: prefix) { key, start in
            body(key) { index.line(at: start).map { self.frequency($0.split(separator: " ")) } ?? 0 }
        }
    }

    package func synset(_ offset: Int, _ part: PartOfSpeech) -> Synset? {
        guard let file = data[part], offset >= 0, offset < file.count else { return nil }
        let key = offset &* 4 | (PartOfSpeech.allCases.firstIndex(of: part) ?? 0)
        return parsed.value(key) { file.line(at: offset).flatMap { Synset(line: $0, offset: offset, part: part) } }
    }

    package func synsets(_ lemma: String, _ part: PartOfSpeech, limit: Int = 4) -> [Synset] {
        offsets(lemma, part).prefix(limit).compactMap { synset($0, part) }
    }

    /// A meaning's superordinates, the nearest first. An instance's class comes with `@i`.
    package func hypernyms(of synset: Synset) -> [Synset] {
        var found: [Synset] = []
        var seen: Set<Int> = [synset.offset]
        var waiting = [synset]
        while !waiting.isEmpty, found.count < Self.climbLimit {
            let current = waiting.removeFirst()
            for pointer in current.pointers where pointer.symbol.hasPrefix("@") && seen.insert(pointer.offset).inserted
            {
                guard let next = self.synset(pointer.offset, pointer.part) else { continue }
                found.append(next)
                waiting.append(next)
            }
        }
        return found
    }

    /// The lemma that an exception list gives for an irregular form: "mice" → "mouse".
    func exception(_ form: String, _ part: PartOfSpeech) -> String? {
        exceptions[part]?.line(for: form)?.split(separator: " ").dropFirst().first.map(String.init)
    }

    private func entry(_ lemma: String, _ part: PartOfSpeech) -> [Substring]? {
        let key = lemma.lowercased().replacing(" ", with: "_")
        guard !key.isEmpty, key.utf8.count < 128, !key.contains("\n") else { return nil }
        return indices[part]?.line(for: key)?.split(separator: " ")
    }
}
