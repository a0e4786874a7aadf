import LanguageModels
import Testing

@Suite struct SecretTests {
    @Test("A secret is never printed") func printing() throws {
        let secret = Secret("sk-very-private")
        let endpoint = try Endpoint(base: "https://example.org/v1", model: "m", key: secret)
        var dumped = ""
        dump(endpoint, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\(endpoint)", String(reflecting: [secret]), dumped] {
            #expect(!text.contains("very-private"))
        }
        #expect("\(secret)" == "«secret»")
        #expect(
            secret.redacted(in: "key sk-very-private is wrong: sk-very-private") == "key «secret» is wrong: «secret»")
    }

    @Test(
        "A key is not sent unencrypted to another machine",
        arguments: ["http://models.example.org/v1", "http://10.0.0.7:8080/v1"])
    func encryption(base: String) throws {
        #expect(throws: LanguageModelError.self) { _ = try Endpoint(base: base, model: "m", key: key) }
        _ = try Endpoint(base: base, model: "m")
    }

    @Test(
        "A wrong address is refused",
        arguments: [
            "", "example.org/v1", "ftp://example.org", "https://", "https://me:pw@example.org", "https://a/?b=c",
        ])
    func addresses(base: String) {
        #expect(throws: LanguageModelError.self) { _ = try Endpoint(base: base, model: "m") }
    }

    @Test("A key must fit into a header", arguments: ["", "two words", "line\nbreak", "ümlaut"]) func keys(text: String)
    {
        #expect(throws: LanguageModelError.self) {
            _ = try Endpoint(base: "https://example.org/v1", model: "m", key: Secret(text))
        }
    }

    /// What a wrong address holds besides scheme and host may be secret.
    @Test(
        "The message about a wrong address does not quote its secret parts",
        arguments: [
            ("https://user:hidden@models.example.org/v1", "https://models.example.org"),
            ("https://models.example.org/v1?key=hidden", "https://models.example.org"),
            ("https://models.example.org/v1#hidden", "https://models.example.org"),
            ("https://models.example.org:8080/hidden?x", "https://models.example.org"),
            ("user:hidden@models.example.org", ""), ("sk-hidden", ""), ("https://hidden hidden@host", ""),
            ("ftp://user:hidden@host", ""),
        ]) func messages(base: String, named: String) throws
    {
        let error = try #require(throws: LanguageModelError.self) {
            _ = try Endpoint(base: base, model: "m")
        }
        #expect(!"\(error)".contains("hidden") && !"\(error)".contains("user:"), "\(error)")
        #expect("\(error)".contains(named))
    }
}
