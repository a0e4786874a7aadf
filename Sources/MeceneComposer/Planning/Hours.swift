/// Whether lights, hours and places can be together. Entries without a mark go with everything.
enum Hours {
    private static let hours: Set<String> = ["morning", "day", "evening", "night", "moonless"]

    static func agree(_ light: LexiconEntry, _ time: LexiconEntry) -> Bool {
        let (first, second) = (light.kinds.intersection(hours), time.kinds.intersection(hours))
        return first.isEmpty || second.isEmpty || !first.isDisjoint(with: second)
    }

    static func isPossible(_ light: LexiconEntry, at place: LexiconEntry) -> Bool {
        !light.kinds.contains(place.kinds.contains("out") ? "in" : "out")
    }
}

/// Whether things can be of one age: no neon in the middle ages. Entries without a mark go with every age.
enum Eras {
    private static let eras: Set<String> = ["past", "modern", "future"]

    static func agree(_ first: LexiconEntry, _ second: LexiconEntry) -> Bool {
        let (first, second) = (first.kinds.intersection(eras), second.kinds.intersection(eras))
        return first.isEmpty || second.isEmpty || !first.isDisjoint(with: second)
    }
}
