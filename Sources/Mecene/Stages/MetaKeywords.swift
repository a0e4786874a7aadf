package import PortraitDomain
package import WordSafety

/// The eight kinds of keywords, in the order in which they are written down.
package enum KeywordCategory: String, Sendable, Codable, CaseIterable, Hashable, CodingKey, CodingKeyRepresentable {
    case themes, colors, styles, mediums, subjects, emotions, time, places
}

/// The result of `generateMetaKeywords`: keywords in eight categories.
package struct MetaKeywords: Sendable, Hashable {
    /// Keywords that each category must and may have.
    package static let countPerCategory = 2...6

    private var lists: [KeywordCategory: [String]]

    package init(_ lists: [KeywordCategory: [String]]) {
        self.lists = lists
    }

    package subscript(category: KeywordCategory) -> [String] {
        get { lists[category] ?? [] }
        set { lists[category] = newValue }
    }

    /// All keywords, category by category.
    package var all: [String] { KeywordCategory.allCases.flatMap { self[$0] } }

    package var groups: [KeywordGroup] {
        KeywordCategory.allCases.map { KeywordGroup(category: $0.rawValue, words: self[$0]) }
    }

    /// Problems, in words that a language model can act on.
    package func problems(_ rules: SafetyRules) -> [String] {
        var problems: [String] = []
        var seen: [String: KeywordCategory] = [:]
        for category in KeywordCategory.allCases {
            let keywords = self[category]
            if !Self.countPerCategory.contains(keywords.count) {
                let range = Self.countPerCategory
                problems.append(
                    "\(category.rawValue) has \(keywords.count) keywords; give \(range.lowerBound) to \(range.upperBound)"
                )
            }
            for keyword in keywords {
                if let problem = Keyword.problem(keyword, rules) { problems.append(problem) }
                if let other = seen.updateValue(category, forKey: Keyword.key(keyword)) {
                    problems.append("\"\(keyword)\" of \(category.rawValue) is already in \(other.rawValue)")
                }
            }
        }
        return problems
    }

    /// Repairs spelling and removes invalid keywords; a category that is then too short needs a new answer.
    package func repaired(_ rules: SafetyRules) -> Repaired<MetaKeywords> {
        var repairs: [String] = []
        var seen: Set<String> = []
        var mended = MetaKeywords([:])
        for category in KeywordCategory.allCases {
            for keyword in self[category] {
                let plain = Keyword.normalized(keyword)
                if let problem = Keyword.problem(plain, rules) {
                    repairs.append("removed from \(category.rawValue): \(problem)")
                } else if !seen.insert(Keyword.key(plain)).inserted {
                    repairs.append("removed the repeated \"\(plain)\" from \(category.rawValue)")
                } else if mended[category].count == Self.countPerCategory.upperBound {
                    repairs.append("removed \"\(plain)\", which \(category.rawValue) has no room for")
                } else {
                    if plain != keyword { repairs.append("wrote \"\(plain)\" for \"\(keyword)\"") }
                    mended[category].append(plain)
                }
            }
        }
        return Repaired(value: mended, repairs: repairs)
    }
}

extension MetaKeywords: Codable {
    /// An object with one list per category; a missing category is an empty one, which `problems` reports.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: KeywordCategory.self)
        lists = [:]
        for category in KeywordCategory.allCases {
            lists[category] = try container.decodeIfPresent([String].self, forKey: category)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: KeywordCategory.self)
        for category in KeywordCategory.allCases {
            try container.encode(self[category], forKey: category)
        }
    }
}
