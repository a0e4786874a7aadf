import Foundation
import Testing

@testable import PortraitDomain

@Suite("Infotext")
struct InfotextTests {
    @Test("it is written as other tools write it")
    func form() {
        let text = Infotext(.made(negative: "blur, noise", words: "quiet, joy", style: "oil")).text
        #expect(
            text == """
                portrait of a woman img
                Negative prompt: blur, noise
                Steps: 20, Sampler: Euler, Schedule type: Align Your Steps timesteps, CFG scale: 5, \
                Seed: 18446744073709551615, Size: 1024x1024, Model hash: 0123456789, Model: narcis-mini, \
                Guidance tail: conditional-only, Start merge step: 3, Identity scale: 1, Detail steps: 20, \
                Detail strength: 0.5, Feather: 0.15, Forehead: 0.4, Face padding: 0.5, Underdrawing: 0, \
                Underdrawing reach: 0, Face: 2, Precision: float32, \
                Device: cpu, Trigger word: img, Class word: woman, Style: oil, Words: "quiet, joy", Version: narcis 0.1.0
                """)
    }

    @Test("a field's value stands as it is or as a JSON string, so that its end is always known", arguments: oddTexts)
    func values(text: String) throws {
        let fields: [Infotext.Field] = [.init("Words", text), .init("Seed", "1")]
        let written = Infotext(prompt: "p", negativePrompt: nil, fields: fields).text
        let line = try #require(written.split(separator: "\n", omittingEmptySubsequences: false).last)
        #expect(line.hasPrefix("Words: ") && line.hasSuffix(", Seed: 1"))
        let value = String(line.dropFirst(7).dropLast(9))
        if value.hasPrefix("\"") {
            #expect(try JSONDecoder().decode(String.self, from: Data(value.utf8)) == text)
        } else {
            #expect(value == text && !value.contains(where: { ",:\"\\\n".contains($0) }))
        }
    }
}
