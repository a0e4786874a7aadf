import Testing

@testable import PortraitDomain

@Suite("Parameters as JSON")
struct ParametersTests {
    @Test("they come back exactly, odd prompts and large seeds too", arguments: oddTexts)
    func roundTrip(text: String) throws {
        var parameters = PortraitParameters.made(prompt: text, negative: text, words: text, style: text)
        parameters.prompt.idea = PortraitIdea(
            words: text, seed: .max, text: text, keywords: [KeywordGroup(category: "colors", words: [text])],
            chosen: [text], prompt: text, source: "composer 1")
        let json = try parameters.json()
        #expect(try PortraitParameters(json: json) == parameters)
        #expect(try PortraitParameters(json: json).json() == json)
        #expect(!json.contains("\n"))
    }

    @Test("null and empty negative prompts stay apart")
    func negative() throws {
        for negative in [nil, ""] {
            let parameters = PortraitParameters.made(negative: negative)
            #expect(try PortraitParameters(json: parameters.json()).negativePrompt == negative)
        }
    }

    @Test("the request that they lead to gives the same settings whatever the model's defaults are")
    func repeating() throws {
        var parameters = PortraitParameters.made(negative: "")
        parameters.settings.steps = 12
        parameters.settings.startMergeStep = 9
        parameters.settings.size = ImageSize(width: 256, height: 320)
        parameters.settings.detailSteps = 0
        let request = PortraitRequest(repeating: parameters, photographs: [.file(path: "x/ann.jpg")])
        var other = PortraitSettings()
        other.steps = 99
        other.feather = 0.9
        other.schedule = .leading
        #expect(try request.validated(defaults: other) == parameters.settings)
        #expect(request.seed == .max && request.count == 1 && request.face == .number(2))
        #expect(request.negativePrompt == "" && request.prompt == .resolved(parameters.prompt))
        #expect(request.style == nil)
    }

    @Test("damaged, foreign and hostile JSON is refused in words")
    func refused() throws {
        let good = try PortraitParameters.made().json()
        func error(_ text: String) -> String? {
            do {
                _ = try PortraitParameters(json: text)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(error("{}") == "the picture's parameters are not in a form that narcis wrote")
        #expect(error(String(good.dropLast(2))) == "the picture's parameters are not in a form that narcis wrote")
        let newer = good.replacing("\"version\":1", with: "\"version\":2")
        #expect(error(newer) == "the picture's parameters have version 2; this narcis reads version 1")
        #expect(error("{\"version\":1}") == "the picture's parameters are incomplete or damaged")
        #expect(error(good.replacing("\"steps\":20", with: "\"steps\":0")) == "steps is 0; it must be 1 to 150")
        let deep = String(repeating: "[", count: 100_000)
        #expect(error(deep) == "the picture's parameters are not in a form that narcis wrote")
        #expect(error(String(repeating: " ", count: 1 << 20) + good)?.contains("longer than") == true)
    }

    @Test("a number that is not finite cannot be written")
    func notFinite() {
        var parameters = PortraitParameters.made()
        parameters.settings.guidanceScale = .nan
        #expect(throws: PortraitError.self) { try parameters.json() }
    }

    @Test("photographs are recorded by name and hash alone")
    func names() {
        #expect(PhotographSource.file(path: "/home/ann/photos/me.jpg").name == "me.jpg")
        #expect(PhotographSource.bytes([1], name: "upload").name == "upload")
    }
}
