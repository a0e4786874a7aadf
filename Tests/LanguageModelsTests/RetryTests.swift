import LanguageModels
import Support
import Testing

@Suite struct RetryTests {
    private let rules = RetryRules(
        maximumAttempts: 4, backoff: Backoff(initial: .seconds(1), maximum: .seconds(3)), longestPause: .seconds(20))

    @Test("Pauses grow to a cap and are spread") func backoff() {
        let error = LanguageModelError.serverFailed(status: 500, message: "")
        #expect(
            (1...4).map { rules.pause(after: error, attempt: $0, chance: 1) } == [
                .seconds(1), .seconds(2), .seconds(3), nil,
            ])
        #expect(rules.pause(after: error, attempt: 1, chance: 0) == .milliseconds(500))
    }

    @Test("A pause that the server asks for is kept unless it is too long") func serversPause() throws {
        let short = LanguageModelError.overloaded(status: 429, retryAfter: .seconds(7))
        #expect(rules.pause(after: short, attempt: 1, chance: 0) == .seconds(7))
        let spread = try #require(rules.pause(after: short, attempt: 1, chance: 1))
        #expect(spread > .seconds(7) && spread <= .seconds(9))
        let long = LanguageModelError.overloaded(status: 529, retryAfter: .seconds(21))
        #expect(rules.pause(after: long, attempt: 1, chance: 0) == nil)
        let silent = LanguageModelError.overloaded(status: 529, retryAfter: nil)
        #expect(rules.pause(after: silent, attempt: 2, chance: 1) == .seconds(2))
    }

    @Test(
        "Permanent errors are not retried",
        arguments: [
            LanguageModelError.rejected(status: 401, message: ""), .redirected(status: 302), .tooLarge(limit: 1),
            .refused(""),
            .badConfiguration(""), .cancelled, .timedOut(.total),
        ]) func permanent(error: LanguageModelError)
    {
        #expect(rules.pause(after: error, attempt: 1, chance: 0.5) == nil)
    }

    @Test("Retry-After is read in every form") func retryAfter() {
        func pause(_ text: String?, _ milliseconds: String? = nil) -> Duration? {
            RetryAfter.pause(retryAfter: text, milliseconds: milliseconds, now: 784_111_777 - 30)
        }
        #expect(pause("12") == .seconds(12))
        #expect(pause("1.5") == .seconds(1.5))
        #expect(pause("Sun, 06 Nov 1994 08:49:37 GMT") == .seconds(30))
        #expect(pause("Sat, 05 Nov 1994 08:49:37 GMT") == .zero)
        #expect(pause("9", "250") == .milliseconds(250))
        for wrong in ["", "soon", "-3", "nan", "inf", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 8h GMT"] {
            #expect(pause(wrong) == nil, "\(wrong)")
        }
        #expect(pause(nil) == nil)
    }

    @Test("HTTP dates become seconds since 1970") func dates() {
        #expect(RetryAfter.seconds(ofHTTPDate: "Thu, 01 Jan 1970 00:00:00 GMT") == 0)
        #expect(RetryAfter.seconds(ofHTTPDate: "Thu, 29 Feb 2024 12:00:01 GMT") == 1_709_208_001)
        #expect(RetryAfter.seconds(ofHTTPDate: "Fri, 31 Dec 2100 23:59:59 GMT") == 4_133_980_799)
    }
}
