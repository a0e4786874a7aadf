/// A strict RFC 8259 parser with bounded depth, value count and string length.
///
/// Foundation's parsers keep one of two equal keys in silence; weights headers must not contain any, so this one
/// refuses them.
package struct JSONParser {
    private let bytes: UnsafeRawBufferPointer
    private let limits: JSONLimits
    private var position = 0
    private var valueCount = 0

    /// The value of a whole text; only white space may follow it.
    package static func parse(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, limits: limits)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.error("goes on after its end") }
        return value
    }

    package static func parse(_ text: String, limits: JSONLimits) throws(JSONError) -> JSONValue {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONError) in try parse(buffer, limits: limits) }
        }.get()
    }

    private init(bytes: UnsafeRawBufferPointer, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    private func error(_ message: String) -> JSONError { JSONError(message: message, offset: position) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        valueCount += 1
        guard valueCount <= limits.valueCount else { throw error("has more than \(limits.valueCount) values") }
        skipSpace()
        guard let byte = current else { throw error("ends too early") }
        switch byte {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[index]) else { throw error("has an unknown word") }
        }
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> [String: JSONValue] {
        try enter(depth)
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return members }
        while true {
            skipSpace()
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("lacks a colon after a key") }
            let member = try value(depth: depth)
            guard members.updateValue(member, forKey: key) == nil else {
                throw error("has the key “\(key.prefix(100))” twice")
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else { throw error("lacks a comma in an object") }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        try enter(depth)
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else { throw error("lacks a comma in an array") }
        }
    }

    /// Steps over an opening bracket.
    private mutating func enter(_ depth: Int) throws(JSONError) {
        guard depth <= limits.depth else { throw error("is nested more than \(limits.depth) deep") }
        position += 1
    }
}

// MARK: Numbers

extension JSONParser {
    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let isZeroLed = current == UInt8(ascii: "0")
        let digits = skipDigits()
        guard digits > 0, !(isZeroLed && digits > 1) else { throw error("has an invalid value") }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard skipDigits() > 0 else { throw error("has an invalid number") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard skipDigits() > 0 else { throw error("has an invalid number") }
        }
        guard position - start <= 400 else { throw error("has a number of more than 400 digits") }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw error("has a number out of range") }
        return .number(number)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }
}

// MARK: Strings

extension JSONParser {
    private mutating func string() throws(JSONError) -> String {
        guard take(UInt8(ascii: "\"")) else { throw error("lacks a quotation mark") }
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            position += 1
        }
        try checkLength(position - start)
        if take(UInt8(ascii: "\"")) {
            return try decoded(bytes[start..<(position - 1)])
        }
        return try escapedString(prefix: bytes[start..<position])
    }

    private mutating func escapedString(prefix: Slice<UnsafeRawBufferPointer>) throws(JSONError) -> String {
        var text = Array(prefix)
        while let byte = current {
            try checkLength(text.count)
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try decoded(text)
            case UInt8(ascii: "\\"): try appendEscape(to: &text)
            case 0..<0x20: throw error("has a control character in a string")
            default: text.append(byte)
            }
        }
        throw error("ends inside a string")
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        guard let byte = current else { throw error("ends inside a string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try escapedScalar()).utf8)
        default: throw error("has an unknown escape in a string")
        }
    }

    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw error("has half a surrogate pair in a string")
        }
        let second = try hexadecimalUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error("has half a surrogate pair in a string") }
        return scalar
    }

    private mutating func hexadecimalUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("has an invalid escape in a string")
            }
            unit = unit << 4 + UInt32(digit)
            position += 1
        }
        return unit
    }

    private func decoded(_ text: some Collection<UInt8>) throws(JSONError) -> String {
        guard let string = String(validating: text, as: UTF8.self) else { throw error("is not valid UTF-8") }
        return string
    }

    private func checkLength(_ count: Int) throws(JSONError) {
        guard count <= limits.stringByteCount else {
            throw error("has a string of more than \(limits.stringByteCount) bytes")
        }
    }
}
