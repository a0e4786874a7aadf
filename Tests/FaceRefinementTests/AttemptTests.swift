import PortraitDomain
import Testing

@testable import PortraitEngine

@Suite("Candidates of a picture")
struct AttemptTests {
    private struct Broken: Error {}

    private func portrait(_ seed: UInt64, _ similarity: Double?) -> Portrait {
        let parameters = PortraitParameters(
            engineVersion: "1", model: ModelIdentity(name: "m", files: [:]), photographs: [], face: .only,
            prompt: ResolvedPrompt(words: "joy", text: "joy", triggerWord: "img", classWord: "woman"),
            negativePrompt: nil, seed: seed, settings: PortraitSettings())
        return Portrait(
            index: 0, image: PortraitImage(width: 1, height: 1, rgb: [0, 0, 0]), parameters: parameters,
            similarity: similarity)
    }

    @Test("the most similar one is kept, and a picture of which one failed is not painted again")
    func best() throws {
        let similarities: [[Double?]] = [[0.2, 0.5, nil, 0.4], [0.9, 0.8], [nil, nil]]
        var painted: [[Int]] = []
        let best = try PortraitRun.best(of: [4, 4, 2]) { attempt, open in
            painted.append(open)
            return open.map { picture in
                picture == 1 && attempt == 1
                    ? .failure(Broken()) : .success(portrait(UInt64(attempt), similarities[picture][attempt]))
            }
        }
        #expect(painted == [[0, 1, 2], [0, 1, 2], [0], [0]])
        #expect(try best[0].get().similarity == 0.5 && best[0].get().parameters.seed == 1)
        #expect(throws: Broken.self) { try best[1].get() }
        #expect(try best[2].get().parameters.seed == 0)
    }

    @Test("no round is painted for nothing")
    func nothing() {
        var rounds = 0
        let best = PortraitRun.best(of: [3, 2]) { _, open in
            rounds += 1
            return open.map { _ in .failure(Broken()) }
        }
        #expect(rounds == 1 && best.count == 2)
        #expect(PortraitRun.best(of: []) { _, _ in [] }.isEmpty)
    }
}
