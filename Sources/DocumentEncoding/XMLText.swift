extension String {
    /// As text or as an attribute between quotation marks in XML 1.0; what XML has no characters for is left out.
    package var escapedForXML: String {
        let allowed = unicodeScalars.filter { $0.value >= 0x20 || $0 == "\t" || $0 == "\n" }
        return String(String.UnicodeScalarView(allowed)).reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }

    /// What `escapedForXML` made it from.
    package var unescapedFromXML: String {
        // Ampersands last, or "&amp;lt;" would become "<".
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")].reduce(self) { $0.replacing($1.0, with: $1.1) }
    }
}
