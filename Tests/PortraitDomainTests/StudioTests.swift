import Synchronization
import Testing

@testable import PortraitDomain

@Suite("The studio")
struct StudioTests {
    /// Keeps what it was asked for, in order, and refuses what it is told to.
    private final class Parts: WordChecker, FaceInspector, IdeaComposer {
        let asked = Mutex<[String]>([])
        let refusal: String?
        let unfit: Set<String>

        init(refusal: String? = nil, unfit: Set<String> = []) {
            self.refusal = refusal
            self.unfit = unfit
        }

        func refusal(ofPrompt text: String) -> String? {
            asked.withLock { $0.append("words \(text)") }
            return refusal
        }

        func faces(in photograph: PhotographSource) async throws(PortraitError) -> FaceReport {
            throw .engine("nobody asks for all faces")
        }

        func findings(
            in photograph: PhotographSource, face: FaceChoice, isOneOfSeveral: Bool
        ) async throws(PortraitError) -> PhotographFindings {
            asked.withLock {
                $0.append("face \(face) of \(photograph.name)\(isOneOfSeveral ? ", one of several" : "")")
            }
            if unfit.contains(photograph.name) { throw .photographUnfit(name: photograph.name, .noFace) }
            return PhotographFindings(name: photograph.name, remarks: [.dark])
        }

        func ideas(for request: IdeaRequest) async throws(PortraitError) -> [ComposedIdea] {
            asked.withLock { $0.append("idea of \(request.words)\(request.leavesOutStyle ? " without style" : "")") }
            let idea = PortraitIdea(
                words: request.words, seed: request.seed, text: "An idea.", keywords: [], chosen: [],
                prompt: "teal, rust",
                source: "fake")
            return [ComposedIdea(idea: idea, prompt: "a person img, teal, rust")]
        }

        func prepare(_ request: PortraitRequest, makesIdeas: Bool = true) async throws(PortraitError) -> PreparedRequest
        {
            let studio = PortraitStudio(words: self, faces: self, composer: makesIdeas ? self : nil)
            return try await studio.prepare(
                request, for: ModelDescription(name: "m", defaults: PortraitSettings(), styles: ["oil"]))
        }

        var order: [String] { asked.withLock { $0 } }
    }

    private func error(_ parts: Parts, _ request: PortraitRequest) async -> String? {
        do {
            _ = try await parts.prepare(request)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("words are checked, then photographs, then an idea is made; the request is complete then")
    func order() async throws {
        let parts = Parts()
        var request = PortraitRequest.valid
        request.photographs.append(.file(path: "ben.jpg"))
        request.style = "oil"
        request.steps = 9
        let ready = try await parts.prepare(request)
        #expect(
            parts.order == [
                "words corporate confidence", "face only of ann.jpg, one of several",
                "face only of ben.jpg, one of several", "idea of corporate confidence without style",
            ])
        guard case .idea(let idea) = ready.request.prompt else {
            Issue.record("there is no idea")
            return
        }
        #expect(ready.request.seed == idea.seed && ready.settings.steps == 9)
        #expect(ready.photographs.map(\.name) == ["ann.jpg", "ben.jpg"])
    }

    @Test("nothing follows what is refused")
    func refusals() async {
        var wrong = PortraitRequest.valid
        wrong.count = 0
        let first = Parts()
        #expect(await error(first, wrong) == "count is 0; it must be 1 to 64" && first.order.isEmpty)

        let second = Parts(refusal: "it is indecent")
        #expect(await error(second, .valid) == "words cannot be used: it is indecent")
        #expect(second.order == ["words corporate confidence"])

        wrong = .valid
        wrong.style = "chalk"
        let third = Parts()
        #expect(await error(third, wrong) == "style is “chalk”; this model knows oil" && third.order.count == 1)

        let fourth = Parts(unfit: ["ann.jpg"])
        #expect(await error(fourth, .valid) == "ann.jpg: no-face" && fourth.order.count == 2)
    }

    @Test("a repeated picture's words are checked, and its photographs are taken as they are")
    func replay() async throws {
        let request = PortraitRequest(repeating: .made(), photographs: [.file(path: "ann.jpg")])
        let parts = Parts()
        let ready = try await parts.prepare(request)
        #expect(ready.request == request && ready.photographs.isEmpty)
        #expect(parts.order == ["words portrait of a woman img"])
        #expect(await error(Parts(refusal: "it is indecent"), request) == "words cannot be used: it is indecent")
    }

    @Test("another model than the picture's is refused, and the first file that differs is named")
    func otherModel() async throws {
        struct Generator: PortraitGenerator {
            var files: [String: String]

            func model() async throws(PortraitError) -> ModelDescription { throw .engine("nobody asks") }
            func modelIdentity() async throws(PortraitError) -> ModelIdentity { ModelIdentity(name: "m", files: files) }
            func portraits(
                for requests: [PortraitRequest], progress: @escaping @Sendable (PortraitEvent, Int) -> Void,
                onFinished: @escaping @Sendable (Portrait, Int) throws(PortraitError) -> Void
            ) async throws(PortraitError) -> [PortraitOutcome] { [] }
        }
        let expected = ModelIdentity(name: "then", files: ["a": "1", "b": "2"])
        try await PortraitStudio.require(expected, of: Generator(files: ["a": "1", "b": "2"]))
        for (files, difference) in [
            (["a": "1", "b": "3"], "b is different"), (["a": "1"], "b is missing or not read"),
            (["a": "1", "b": "2", "c": "3"], "c is new"),
        ] {
            let error = await #expect(throws: PortraitError.self) {
                try await PortraitStudio.require(expected, of: Generator(files: files))
            }
            #expect(error?.advice == .matchModel && error?.description.contains("(\(difference))") == true)
        }
    }

    @Test("words stay as they are where they are many, or no ideas are wanted")
    func asTheyAre() async throws {
        var request = PortraitRequest.valid
        #expect(try await Parts().prepare(request, makesIdeas: false).request == request)
        request.prompt = .words("a woman in a red scarf, oil")
        #expect(try await Parts().prepare(request).request == request)
    }
}
