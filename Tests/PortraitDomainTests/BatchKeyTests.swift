import PortraitDomain
import Schedulers
import Testing

@Suite("Which requests go through a model together")
struct BatchKeyTests {
    private func key(
        model: String = "a", _ change: (inout PortraitRequest) -> Void = { _ in }
    ) throws -> BatchKey {
        var request = PortraitRequest(photographs: [.file(path: "a.jpg")], prompt: .words("quiet joy"))
        change(&request)
        return BatchKey(try request.validated(defaults: PortraitSettings()), model: model)
    }

    @Test("what a picture shows does not matter")
    func same() throws {
        let other = try key {
            $0.prompt = .words("a storm at sea")
            ($0.seed, $0.count, $0.attempts, $0.negativePrompt) = (7, 3, 2, "blue")
            ($0.feather, $0.underdrawing) = (0.5, 0.8)
        }
        #expect(try other == key())
    }

    @Test("how it is painted does")
    func different() throws {
        let changes: [(inout PortraitRequest) -> Void] = [
            { $0.steps = 21 }, { $0.detailSteps = 3 }, { $0.guidanceScale = 6 }, { $0.guidanceTail = .throughout },
            { $0.scheduler = .ddim }, { $0.schedule = .trailing }, { $0.size = ImageSize(width: 512, height: 512) },
            { $0.startMergeStep = 1 }, { $0.identityScale = 0.5 }, { $0.detailStrength = 0.6 },
        ]
        let keys = try changes.map { try key($0) } + [try key(), try key(model: "b")]
        #expect(Set(keys).count == keys.count)
    }
}
