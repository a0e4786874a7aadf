import Schedulers
import Testing

@testable import PortraitDomain

@Suite("Validation")
struct ValidationTests {
    @Test("a request that changes nothing takes the model's settings")
    func defaults() throws {
        var defaults = PortraitSettings()
        defaults.steps = 14
        defaults.guidanceScale = 3
        #expect(try PortraitRequest.valid.validated(defaults: defaults) == defaults)
    }

    @Test("what the request names overrides the model's settings")
    func overrides() throws {
        var request = PortraitRequest.valid
        request.steps = 30
        request.size = ImageSize(width: 768, height: 512)
        request.scheduler = .ddim
        request.schedule = .trailing
        request.guidanceTail = .throughout
        request.feather = 0.3
        let settings = try request.validated(defaults: PortraitSettings())
        #expect(settings.steps == 30 && settings.size == ImageSize(width: 768, height: 512))
        #expect(settings.scheduler == .ddim && settings.schedule == .trailing && settings.guidanceTail == .throughout)
        #expect(settings.feather == 0.3 && settings.detailSteps == PortraitSettings().detailSteps)
    }

    @Test("every wrong field is named at once")
    func everything() {
        var request = PortraitRequest(photographs: [], prompt: .words(" \n"))
        request.face = .number(0)
        request.negativePrompt = "bell\u{7}"
        request.count = 65
        request.attempts = 17
        request.steps = 0
        request.detailSteps = 151
        request.guidanceScale = .nan
        request.size = ImageSize(width: 100, height: 64)
        request.startMergeStep = -2
        request.identityScale = 2.5
        request.detailStrength = -0.1
        request.feather = 1.5
        request.forehead = .infinity
        request.facePadding = 3
        request.underdrawing = -1
        let error = #expect(throws: PortraitError.self) { try request.validated(defaults: PortraitSettings()) }
        guard case .invalidRequest(let problems) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(
            problems.map(\.field) == [
                "photographs", "words", "face", "negative", "count", "attempts", "steps", "guidance", "size",
                "start-merge-step", "identity-scale", "detail-steps", "detail-strength", "feather", "forehead",
                "face-padding", "underdrawing",
            ])
        #expect(error?.description.contains("steps is 0; it must be 1 to 150; guidance is nan; it") == true)
    }

    @Test("each limit lets its ends in and nothing beyond", arguments: [1, 150])
    func limits(steps: Int) {
        var settings = PortraitSettings()
        settings.steps = steps
        settings.detailSteps = steps == 1 ? 0 : 150
        settings.guidanceScale = steps == 1 ? 1 : 30
        settings.size = ImageSize(width: steps == 1 ? 64 : 2048, height: 64)
        settings.startMergeStep = steps == 1 ? -1 : 148
        settings.detailStrength = steps == 1 ? 0 : 1
        settings.facePadding = steps == 1 ? 0 : 2
        #expect(settings.problems.isEmpty)
        settings.steps = steps == 1 ? 0 : 151
        #expect(settings.problems.map(\.field) == ["steps"])
    }

    @Test("photographs and prompts have upper limits", arguments: [(8, 4000, 0), (9, 4000, 1), (9, 4001, 2)])
    func upperLimits(photographs: Int, bytes: Int, problems: Int) {
        let request = PortraitRequest(
            photographs: Array(repeating: .file(path: "a.jpg"), count: photographs),
            prompt: .words(String(repeating: "a", count: bytes)))
        #expect(request.problems.count == problems)
    }

    @Test("a style must be one that the model knows, and the error lists them")
    func styles() throws {
        var model = ModelDescription(name: "m", defaults: PortraitSettings(), styles: ["oil", "ink wash"])
        var request = PortraitRequest.valid
        request.style = "ink wash"
        #expect(throws: Never.self) { try request.validated(for: model) }
        request.style = "ink"
        let error = #expect(throws: PortraitError.self) { try request.validated(for: model) }
        #expect(error?.description == "style is “ink”; this model knows oil, ink wash")
        model.styles = []
        let other = #expect(throws: PortraitError.self) { try request.validated(for: model) }
        #expect(other?.description == "style is “ink”; this model knows none by name")
    }

    @Test("the merge step keeps its place among the steps unless it is named")
    func mergeStep() throws {
        var request = PortraitRequest.valid
        request.steps = 40
        #expect(try request.validated(defaults: PortraitSettings()).startMergeStep == 6)
        request.startMergeStep = 2
        #expect(try request.validated(defaults: PortraitSettings()).startMergeStep == 2)
    }

    @Test("a model whose identity joins at once does so in any number of steps", arguments: [-1, 0], [2, 13, 28, 150])
    func earlyMerge(step: Int, steps: Int) throws {
        var defaults = PortraitSettings()
        defaults.steps = 14
        defaults.startMergeStep = step
        var request = PortraitRequest.valid
        request.steps = steps
        #expect(try request.validated(defaults: defaults).startMergeStep == step)
    }

    @Test("an identity that would never join is refused")
    func lateMerge() {
        var request = PortraitRequest.valid
        request.steps = 10
        request.startMergeStep = 10
        let error = #expect(throws: PortraitError.self) { try request.validated(defaults: PortraitSettings()) }
        #expect(error?.description == "start-merge-step is 10; it must be -1 to 8")
    }

    @Test("a model takes as many photographs as its text has room for", arguments: [(2, 8), (16, 3), (77, 1)])
    func photographLimit(tokens: Int, limit: Int) throws {
        let model = ModelDescription(
            name: "m", defaults: PortraitSettings(), styles: [], tokensPerPhotograph: tokens)
        #expect(model.photographLimit == limit)
        var request = PortraitRequest.valid
        request.photographs = Array(repeating: .file(path: "a.jpg"), count: limit)
        #expect(throws: Never.self) { try request.validated(for: model) }
        request.photographs.append(.file(path: "a.jpg"))
        #expect(throws: PortraitError.self) { try request.validated(for: model) }
    }

    @Test(
        "a size is read with one or two numbers",
        arguments: [
            ("512", ImageSize(width: 512, height: 512)), ("768x512", ImageSize(width: 768, height: 512)),
            ("768×512", ImageSize(width: 768, height: 512)), ("768X512", ImageSize(width: 768, height: 512)),
        ])
    func sizes(text: String, size: ImageSize) { #expect(ImageSize(text) == size) }

    @Test(
        "what is not a size is none", arguments: ["", "x", "12x", "x12", "1x2x3", "a", "12 34", "99999999999999999999"])
    func noSizes(text: String) { #expect(ImageSize(text) == nil) }

    @Test(
        "a face is chosen by name or number",
        arguments: [("only", FaceChoice.only), ("largest", .largest), ("3", .number(3))])
    func faces(text: String, choice: FaceChoice) {
        #expect(FaceChoice(text) == choice)
        #expect(choice.description == text)
    }

    @Test("other face choices are none", arguments: ["", "0", "-1", "first", "1.5"])
    func noFaces(text: String) { #expect(FaceChoice(text) == nil) }

    @Test(
        "up to four words without a comma want an idea",
        arguments: [
            ("joy", true), ("corporate confidence", true), ("four words are few", true),
            ("five words are not few", false),
            ("red, blue", false), ("", false), ("  ", false),
        ])
    func fewWords(text: String, isFew: Bool) { #expect(isFewWords(text) == isFew) }
}
