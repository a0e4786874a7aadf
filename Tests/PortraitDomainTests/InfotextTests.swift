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
                Detail strength: 0.5, Feather: 0.15, Forehead: 0.4, Face padding: 0.5, Face: 2, Precision: float32, \
                Device: cpu, Trigger word: img, Class word: woman, Style: oil, Words: "quiet, joy", Version: narcis 0.1.0
                """)
    }

    @Test("field values come back exactly, whatever is in them", arguments: oddTexts)
    func values(text: String) throws {
        let written = Infotext(
            prompt: "p", negativePrompt: nil,
            fields: [.init("Steps", "20"), .init("Words", text), .init("Seed", "1")])
        let read = try Infotext(parsing: written.text)
        #expect(read == written)
        #expect(read["Words"] == text && read["Seed"] == "1")
    }

    @Test("prompts come back with their commas, colons, quotes and lines", arguments: oddTexts)
    func prompts(text: String) throws {
        let parameters = PortraitParameters.made(prompt: text, negative: text)
        let read = try Infotext(parsing: Infotext(parameters).text)
        #expect(read.prompt == text)
        #expect(read.negativePrompt == text)
        #expect(read.fields == Infotext(parameters).fields)
    }

    @Test("prompts of many lines, empty lines among them, stay apart from the negative prompt")
    func lines() throws {
        let text = "first\n\nthird\nNegative prompt: bad\nworse\nSteps: 4, Seed: 9"
        let read = try Infotext(parsing: text)
        #expect(read.prompt == "first\n\nthird" && read.negativePrompt == "bad\nworse")
        #expect(read["Steps"] == "4" && read["Seed"] == "9")
    }

    @Test("another tool's text is read: unknown fields, quoted lists, a trailing line break")
    func foreign() throws {
        let read = try Infotext(
            parsing: """
                masterpiece, (portrait:1.2)
                Negative prompt: lowres
                Steps: 30, Sampler: DPM++ 2M, CFG scale: 7, Seed: 42, Size: 512x768, Model hash: abc, \
                Lora hashes: "one: 12, two: 34", Version: v1.10.1

                """)
        #expect(read.prompt == "masterpiece, (portrait:1.2)" && read.negativePrompt == "lowres")
        #expect(read["Sampler"] == "DPM++ 2M" && read["Lora hashes"] == "one: 12, two: 34")
        #expect(read.fields.count == 8)
    }

    @Test("text without parameters is none", arguments: ["", "\n\n", "a prompt alone", "a, b, c"])
    func none(text: String) { #expect(throws: InfotextError.noFields) { try Infotext(parsing: text) } }

    @Test("text above the limit is refused, and a long line of quotes takes linear time")
    func limits() throws {
        let long = String(repeating: "x", count: Infotext.byteLimit + 1)
        #expect(throws: InfotextError.tooLong(bytes: Infotext.byteLimit + 1)) { try Infotext(parsing: long) }
        let quotes = String(repeating: "a: \",", count: Infotext.byteLimit / 5)
        #expect(try Infotext(parsing: quotes).fields.count <= Infotext.fieldLimit)
    }

    @Test("random texts are read or refused, never worse")
    func random() {
        var generator = SplitMix(state: 5)
        let alphabet = Array("Steps:,\"\\nu0 \nNegative prompt: é🎨")
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? " "
                })
            guard let read = try? Infotext(parsing: text) else { continue }
            #expect(!read.fields.isEmpty)
        }
    }
}

/// A small deterministic generator (SplitMix64, Steele et al. 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
