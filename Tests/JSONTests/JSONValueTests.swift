import JSON
import Testing

@Suite struct JSONValueTests {
    @Test(
        "A value is the same after a round trip",
        arguments: [
            #"{"a":[1,2.5,null,true,"x"],"b":{"c":"é"}}"#, "[]", "{}", #""text""#, "-3", "1.5", "false", "null",
        ]) func roundTrip(text: String) throws
    {
        let value = try JSONValue(parsing: text)
        #expect(try JSONText.text(of: value) == text)
    }

    @Test("Invalid JSON is refused") func invalid() {
        for text in ["", "{", "[1,]x", "nul", #"{"a"}"#] {
            #expect(throws: (any Error).self) { _ = try JSONValue(parsing: text) }
        }
    }
}
