extension String {
    /// The word without its plural ending. A rough rule that only has to treat two spellings of one word alike.
    package var withoutPluralEnding: String {
        if count > 4, hasSuffix("ies") { return dropLast(3) + "y" }
        if count > 4, ["ches", "shes", "sses", "xes"].contains(where: hasSuffix) { return String(dropLast(2)) }
        if count > 3, hasSuffix("s"), !hasSuffix("ss"), !hasSuffix("us"), !hasSuffix("is") { return String(dropLast()) }
        return self
    }
}
