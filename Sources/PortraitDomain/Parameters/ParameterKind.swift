/// The values that a parameter takes, for validation, help texts and forms alike.
package enum ParameterKind: Sendable, Equatable {
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    /// Below 2³²: programs that read JSON into floating-point numbers change what is above 2⁵³.
    case seed
    case choice([String])
    case face
    /// Width and height in pixels; see `ImageSize.isPaintable`.
    case size
    /// A name that the model defines.
    case name
    /// A name in a list of `MediaOffer`.
    case offered(MediaList)
    /// See `PageSize`.
    case page
    /// At most so many bytes of UTF-8.
    case text(bytes: Int)
}

extension ParameterKind {
    /// The allowed values in a few words: "1–16". nil where any value is allowed.
    package var range: String? {
        switch self {
        case .integer(let range): "\(range.lowerBound)–\(range.upperBound)"
        case .number(let range): "\(range.lowerBound.text)–\(range.upperBound.text)"
        case .seed: "0–\(UInt32.max)"
        case .choice(let names): names.joined(separator: ", ")
        case .face: "only, largest, or its number from the left"
        case .size: "64–2048 pixels a side, multiples of 8"
        case .offered(.media): "a name, NAME:2 for its second variation, or none"
        case .offered(.palettes): "a name, or a leading color as six hexadecimal digits such as 2a6f97"
        case .offered(.grounds), .offered(.lights): "a name"
        case .page: PageSize.form
        case .name, .text: nil
        }
    }

    /// The problem with a value, without the parameter's name; nil for a valid one.
    package func problem(of value: any ParameterValue) -> String? {
        switch (self, value) {
        case (.integer(let range), let number as Int) where !range.contains(number):
            Self.isOutside(number, range.lowerBound, range.upperBound)
        case (.number(let range), let number as Double) where !range.contains(number):
            Self.isOutside(number, range.lowerBound, range.upperBound)
        case (.seed, let seed as UInt64) where seed > UInt32.max: Self.isOutside(seed, 0, UInt64(UInt32.max))
        case (.face, FaceChoice.number(let number)) where number < 1: "is \(number); faces are numbered from 1"
        case (.size, let size as ImageSize) where !size.isPaintable:
            "is \(size); each side must be 64 to 2048 and a multiple of 8"
        case (.name, let name as String): Self.problem(of: name, limit: 255)
        case (.offered, let value): Self.problem(of: value.text, limit: 255)
        case (.page, let page as PageSize): page.problem
        case (.text(let limit), let text as String): Self.problem(of: text, limit: limit)
        default: nil
        }
    }

    private static func problem(of text: String, limit: Int) -> String? {
        if text.utf8.count > limit { return "is too long; \(limit) bytes at most" }
        return text.hasControlCharacters ? "has control characters" : nil
    }

    static func isOutside(_ value: some ParameterValue, _ least: some ParameterValue, _ most: some ParameterValue)
        -> String
    { "is \(value.text); it must be \(least.text) to \(most.text)" }
}

extension ImageSize {
    var isPaintable: Bool { [width, height].allSatisfy { (64...2048).contains($0) && $0 % 8 == 0 } }
}
