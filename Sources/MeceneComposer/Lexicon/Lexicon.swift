import Support

/// The lexicon of art: tags with the words that point to them, and lists of what a portrait can have, each with the
/// tags that it goes with.
package struct Lexicon: Sendable {
    package struct Tag: Sendable {
        package let name: String
        package let themes: [String]
    }

    package private(set) var tags: [Tag] = []
    package private(set) var lists: [LexiconList: [LexiconEntry]] = [:]
    /// Tags by the words that point to them.
    private(set) var anchors: [String: [Int]] = [:]
    private(set) var byKeyword: [String: LexiconEntry] = [:]
    /// Nouns for moments, feelings and ideas that "a" can stand before.
    private(set) var countables: Set<String> = []
    /// Nouns for things that it cannot stand before.
    private(set) var masses: Set<String> = []
    /// Nouns that are plurals in their dictionary form.
    private(set) var plurals: Set<String> = []

    private(set) var titles: [TitlePattern] = []

    /// The lexicon that is built in.
    package init() throws(LexiconError) {
        try self.init(tags: PackageResources.tags_txt) { $0.bytes }
        countables = try Self.nouns(PackageResources.countables_txt, "countables.txt")
        masses = try Self.nouns(PackageResources.masses_txt, "masses.txt")
        plurals = try Self.nouns(PackageResources.plurals_txt, "plurals.txt")
        for (number, fields) in try Self.rows(PackageResources.titles_txt, "titles.txt", fields: 2) {
            let kind = PhraseKind(rawValue: fields[0])
            guard kind != nil || fields[0] == "any" else {
                throw .malformed(file: "titles.txt", line: number, reason: "there is no kind \(fields[0])")
            }
            titles.append(TitlePattern(kind: kind, text: fields[1]))
        }
    }

    private static func nouns(_ bytes: [UInt8], _ file: String) throws(LexiconError) -> Set<String> {
        Set(try rows(bytes, file, fields: 1).map { $0.1[0] })
    }

    /// - Parameters:
    ///   - tags: the lines of `tags.txt`.
    ///   - entries: the lines of a list's file.
    init(tags lines: [UInt8], entries: (LexiconList) -> [UInt8]) throws(LexiconError) {
        for (number, fields) in try Self.rows(lines, "tags.txt", fields: 3) {
            guard !tags.contains(where: { $0.name == fields[0] }) else {
                throw .malformed(file: "tags.txt", line: number, reason: "\(fields[0]) is there twice")
            }
            let themes = fields[1].split(separator: ",").map(\.trimmed)
            for anchor in fields[2].split(separator: " ") { anchors[String(anchor), default: []].append(tags.count) }
            tags.append(Tag(name: fields[0], themes: themes))
        }
        let numbers = Dictionary(uniqueKeysWithValues: tags.enumerated().map { ($1.name, $0) })
        for list in LexiconList.allCases {
            let file = "\(list.rawValue).txt"
            let isPlace = list == .places
            for (number, fields) in try Self.rows(entries(list), file, fields: isPlace ? 4 : 3) {
                do throws(EntryFault) {
                    let entry = try Self.entry(fields, isPlace: isPlace, numbers)
                    lists[list, default: []].append(entry)
                    byKeyword[entry.keyword] = entry
                } catch {
                    throw .malformed(file: file, line: number, reason: error.reason)
                }
            }
        }
    }

    func entries(_ list: LexiconList) -> [LexiconEntry] { lists[list] ?? [] }

    private struct EntryFault: Error {
        let reason: String
    }

    private static func entry(
        _ fields: [String], isPlace: Bool, _ numbers: [String: Int]
    ) throws(EntryFault) -> LexiconEntry {
        let preposition = isPlace ? fields[0] : ""
        let rest = isPlace ? Array(fields.dropFirst()) : fields
        let isPlural = rest[0].hasPrefix("+")
        let text = isPlural ? String(rest[0].dropFirst()) : rest[0]
        guard !text.isEmpty else { throw EntryFault(reason: "the text is empty") }
        var tags: [Int] = []
        var kinds: Set<String> = []
        var vector = TagVector()
        for word in rest[2].split(separator: " ") {
            if word.hasPrefix("~") {
                kinds.insert(String(word.dropFirst()))
            } else if let tag = numbers[String(word)] {
                tags.append(tag)
                vector.raise(tag, by: 1)
            } else {
                throw EntryFault(reason: "\(word) is no tag")
            }
        }
        guard !tags.isEmpty else { throw EntryFault(reason: "there are no tags") }
        return LexiconEntry(
            text: text, keyword: rest[1].isEmpty ? text : rest[1], preposition: preposition, isPlural: isPlural,
            tags: tags, kinds: kinds, vector: vector.focused(), stems: ContentWords.stems(of: text))
    }

    /// Lines of fields separated by bars, with their line numbers.
    private static func rows(
        _ bytes: [UInt8], _ file: String, fields: Int
    ) throws(LexiconError) -> [(Int, [String])] {
        var rows: [(Int, [String])] = []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let parts = line.split(separator: "|", omittingEmptySubsequences: false)
                .map(\.trimmed)
            guard parts.count == fields else {
                throw .malformed(file: file, line: index + 1, reason: "there must be \(fields) fields")
            }
            rows.append((index + 1, parts))
        }
        return rows
    }
}

extension LexiconList {
    /// The list's file as it is built in.
    fileprivate var bytes: [UInt8] {
        switch self {
        case .styles: PackageResources.styles_txt
        case .mediums: PackageResources.mediums_txt
        case .colors: PackageResources.colors_txt
        case .lights: PackageResources.lights_txt
        case .places: PackageResources.places_txt
        case .times: PackageResources.times_txt
        case .emotions: PackageResources.emotions_txt
        case .attire: PackageResources.attire_txt
        case .props: PackageResources.props_txt
        case .textures: PackageResources.textures_txt
        case .compositions: PackageResources.compositions_txt
        }
    }
}
