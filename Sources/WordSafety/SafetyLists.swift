/// Word lists of the safety rules: phrases between commas, comments behind a number sign.
enum SafetyLists {
    static let sexual = PhraseTable(phrases(PackageResources.sexual_txt))
    static let minors = PhraseTable(phrases(PackageResources.minors_txt))
    static let harmless = PhraseTable(phrases(PackageResources.harmless_txt), exactly: true)
    static let people = PhraseTable(phrases(PackageResources.people_txt))
    static let givenNames = Set(phrases(PackageResources.given_names_txt).flatMap(\.self))

    private static func phrases(_ resource: [UInt8]) -> [[String]] {
        String(decoding: resource, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .joined(separator: " ").split(separator: ",").map { $0.split(separator: " ").map(String.init) }
    }
}
