@testable import PortraitDomain

extension PortraitRequest {
    /// A request that is right in every field.
    static var valid: PortraitRequest {
        PortraitRequest(photographs: [.file(path: "photos/ann.jpg")], prompt: .words("corporate confidence"))
    }
}

extension PortraitParameters {
    static func made(
        prompt: String = "portrait of a woman img", negative: String? = nil, words: String = "quiet joy",
        style: String? = nil
    ) -> PortraitParameters {
        PortraitParameters(
            engineVersion: "0.1.0",
            model: ModelIdentity(
                name: "narcis-mini",
                files: [
                    "unet/config.json": "11", "unet/model.safetensors": "0123456789abcdef", "vae/config.json": "22",
                ]),
            photographs: [PhotographRecord(name: "ann.jpg", sha256: "ab")], face: .number(2),
            prompt: ResolvedPrompt(words: words, text: prompt, triggerWord: "img", classWord: "woman", style: style),
            negativePrompt: negative, seed: UInt64.max, settings: PortraitSettings())
    }
}

/// Texts that separators, quotes and escapes trip over.
let oddTexts = [
    "plain", "a, b, c", "a: b", "say \"hello\"", "back\\slash", "line\nbreak", "tab\tbed", "Steps: 20, Seed: 1", "\"",
    "\\\"", "“curly” ‘quotes’", "ünïcödé 肖像 🎨", "trailing comma,", ", leading comma", "a,b:c\"d\\e\nf", "\\n",
    "two  blanks", "\u{1}control",
]
