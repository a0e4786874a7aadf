/// A value that JSON holds as its text, and that rejects texts of another form.
protocol CodableAsText: Codable, LosslessStringConvertible {
    /// The value's noun for messages: "an identifier".
    static var kind: String { get }
}

extension CodableAsText {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not \(Self.kind)")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
