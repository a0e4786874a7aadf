import JSON
import Testing

@Suite struct JSONValueTests {
    @Test(arguments: [
        #"{"a":[1,2.5,null,true,"x"],"b":{"c":"é"}}"#, "[]", "{}", #""text""#, "-3", "1.5", "false", "null",
    ]) func aValueComesBackAsItWas(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(String(decoding: try value.encoded(), as: UTF8.self) == text)
    }

    @Test func wrongJSONIsRefused() {
        for text in ["", "{", "[1,]x", "nul", #"{"a"}"#] {
            #expect(throws: (any Error).self) { _ = try JSONValue(parsing: text) }
        }
    }
}
