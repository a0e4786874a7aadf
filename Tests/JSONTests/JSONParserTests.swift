import Testing

@testable import JSON

@Suite("JSON")
struct JSONTests {
    private func parse(_ text: String, limits: JSONLimits = .configuration) throws -> JSONValue {
        try parse(Array(text.utf8), limits: limits)
    }

    private func parse(_ bytes: [UInt8], limits: JSONLimits = .configuration) throws -> JSONValue {
        try bytes.withUnsafeBytes { buffer in try JSONParser.parse(buffer, limits: limits) }
    }

    @Test("values of every kind")
    func values() throws {
        let value = try parse(" {\"a\" : [1, -2, 0.5, 1e3, true, false, null, \"x\"], \"b\":{} } \n")
        #expect(
            value
                == .object([
                    "a": .array([
                        .integer(1), .integer(-2), .number(0.5), .number(1000), .bool(true), .bool(false), .null,
                        .string("x"),
                    ]), "b": .object([:]),
                ]))
    }

    @Test(
        "numbers",
        arguments: [
            ("0", JSONValue.integer(0)), ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("1E+2", .number(100)), ("2.5e-1", .number(0.25)), ("1.0", .number(1)),
        ])
    func numbers(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test(
        "escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u4e2D""#, "é中"), (#""\ud83c\udfa8""#, "🎨"),
            (#""a\u0000b""#, "a\0b"), (#""é🎨""#, "é🎨"), (#""""#, ""),
        ])
    func escapes(text: String, value: String) throws {
        #expect(try parse(text) == .string(value))
    }

    @Test(
        "refuses what RFC 8259 does not have",
        arguments: [
            "", " ", "{", "[", "[1,]", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "[1 2]", "01", "-",
            "+1", ".5", "1.", "1e", "1e+", "0x1", "NaN", "Infinity", "-Infinity", "1e999", "tru", "True", "nul",
            "'a'", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\u0041\"",
            "\"\\udc00\"", "\"a\nb\"", "\"\u{1}\"", "1 1", "{}{}", "[]]", "// x\n1", "\u{FEFF}1", "{\"a\":1 \"b\":2}",
        ])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test("refuses equal keys, however they are written")
    func duplicates() throws {
        let error = try #require(throws: JSONError.self) { try parse(#"{"a":1,"b":2,"\u0061":3}"#) }
        #expect(error.message.contains("twice"))
    }

    @Test("refuses bytes that are not UTF-8", arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80]])
    func encoding(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try parse([0x22] + bytes + [0x22]) }
    }

    @Test("bounds depth, count and lengths")
    func bounds() throws {
        let limits = JSONLimits(depth: 3, valueCount: 5, stringByteCount: 4)
        #expect(try parse("[[[]]]", limits: limits) == .array([.array([.array([])])]))
        #expect(throws: JSONError.self) { try parse("[[[[]]]]", limits: limits) }
        #expect(try parse("[1,2,3,4]", limits: limits) == .array((1...4).map { .integer($0) }))
        #expect(throws: JSONError.self) { try parse("[1,2,3,4,5]", limits: limits) }
        #expect(try parse("\"abcd\"", limits: limits) == .string("abcd"))
        #expect(throws: JSONError.self) { try parse("\"abcde\"", limits: limits) }
        #expect(throws: JSONError.self) { try parse("\"ab\\ncde\"", limits: limits) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "1", count: 401)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("errors name the place")
    func offset() throws {
        let error = try #require(throws: JSONError.self) { try parse("{\"a\": x}") }
        #expect(error.offset == 6)
    }
}
