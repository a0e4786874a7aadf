import Diffusion
import Dispatch
import FaceAnalysis
import Foundation
import PortraitDomain
import Synchronization
import TestSupport
import Testing
import Torch

@testable import PortraitEngine

/// Several requests in one call, by the tiny model, which here paints faces in one place so that all passes run.
@Suite("Requests side by side", .serialized)
struct BatchTests {
    /// What a call gave: pictures and events by the request's place.
    private struct Made {
        var outcomes: [PortraitOutcome]
        var pictures: [Int: [Portrait]]
        var steps: [(stage: PortraitStage, image: Int, step: Int, request: Int)]
    }

    private static let model = Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Setup.model, to: folder)
        let profile = #"{"face_place": [[0.38, 0.47], [0.62, 0.47], [0.5, 0.62], [0.5, 0.73]]}"#
        try Data(profile.utf8).write(to: folder.appending(path: "narcis.json"))
        return folder
    }

    private func generator() throws -> TorchPortraitGenerator {
        TorchRuntime.setThreadCount(1)
        return TorchPortraitGenerator(
            folder: try Self.model.get(), placement: Placement(kind: .float32, device: .cpu),
            faces: { try Setup.analyzer.get() })
    }

    private func request(_ photograph: String, _ words: String, seed: UInt64, count: Int = 1) -> PortraitRequest {
        let path = FetchedFiles.folder.appending(path: "photographs/\(photograph)").path
        var request = PortraitRequest(photographs: [.file(path: path)], prompt: .words(words))
        (request.seed, request.count) = (seed, count)
        (request.steps, request.detailSteps, request.detailStrength) = (4, 4, 0.5)
        (request.underdrawing, request.underdrawingReach) = (0.8, 0.3)
        request.medium = .off
        return request
    }

    private func made(
        _ requests: [PortraitRequest],
        taking: @escaping @Sendable (Portrait, Int) throws(PortraitError) -> Void = { _, _ throws(PortraitError) in }
    ) async throws -> Made {
        let log = Mutex(Made(outcomes: [], pictures: [:], steps: []))
        let outcomes = try await generator().portraits(for: requests) { event, place in
            guard case .step(let at) = event else { return }
            log.withLock { $0.steps.append((at.stage, at.image, at.step, place)) }
        } onFinished: { portrait, place throws(PortraitError) in
            try taking(portrait, place)
            log.withLock { $0.pictures[place, default: []].append(portrait) }
        }
        var made = log.withLock { $0 }
        made.outcomes = outcomes
        return made
    }

    @Test("a picture beside others is the picture alone, to rounding, and each step is one for all")
    func together() async throws {
        var second = request("person_b_1.jpg", "a storm at sea", seed: 9)
        second.negativePrompt = "blue"
        second.attempts = 2
        let requests = [request("astronaut.png", "quiet joy", seed: 3, count: 2), second]
        let both = try await made(requests)
        for (place, request) in requests.enumerated() {
            let alone = try #require(try await made([request]).pictures[0])
            let beside = try #require(both.pictures[place])
            #expect(alone.count == request.count && beside.map(\.index) == alone.map(\.index))
            #expect(try both.outcomes[place].get() == beside.map(PortraitSummary.init))
            for (one, other) in zip(alone, beside) {
                #expect(one.parameters == other.parameters && one.notices == other.notices)
                let differences = zip(one.image.rgb, other.image.rgb).map { abs(Int($0) - Int($1)) }
                #expect(one.image.rgb.count == other.image.rgb.count && (differences.max() ?? 255) <= 2)
            }
        }
        // Every step of the first pictures is told to both requests in turn, in all passes.
        for stage in [PortraitStage.base, .headPass, .detailing] {
            let first = both.steps.filter { $0.stage == stage }.prefix(4)
            #expect(first.map(\.request) == [0, 1, 0, 1] && first.map(\.step) == [1, 1, 2, 2], "\(stage)")
        }
    }

    @Test("requests that are painted otherwise follow one after the other")
    func shapes() async throws {
        var other = request("astronaut.png", "quiet joy", seed: 4)
        other.steps = 3
        let both = try await made([request("astronaut.png", "quiet joy", seed: 3), other])
        #expect(both.steps.filter { $0.stage == .base }.map(\.request) == [0, 0, 0, 0, 1, 1, 1])
        #expect(both.pictures.keys.sorted() == [0, 1])
    }

    @Test("a request that cannot be made and one whose picture cannot be kept end alone")
    func failures() async throws {
        let good = request("astronaut.png", "quiet joy", seed: 3)
        let kept = request("astronaut.png", "quiet joy", seed: 5, count: 2)
        var unknown = good
        unknown.style = "no such style"
        let full = PortraitError.engine("the disk is full")
        let made = try await made([request("no-such.jpg", "quiet joy", seed: 1), good, unknown, kept]) {
            portrait, place throws(PortraitError) in
            if place == 3, portrait.index == 0 { throw full }
        }
        guard case .failure(.notFound) = made.outcomes[0], case .failure(.invalidRequest) = made.outcomes[2] else {
            Issue.record("\(made.outcomes)")
            return
        }
        #expect(made.outcomes[3] == .failure(full))
        #expect(try made.outcomes[1].get().count == 1 && made.pictures.keys.sorted() == [1])
        // Its second picture is not painted any more.
        #expect(!made.steps.contains { $0.request == 3 && $0.image == 1 })
    }

    @Test("of a large call only so many photographs are held at once, and none after its preparation")
    func bounded() async throws {
        var request = request("astronaut.png", "quiet joy", seed: 3)
        (request.steps, request.startMergeStep, request.detailSteps) = (1, -1, 0)
        let log = Mutex<[Int]>([])
        let requests = Array(repeating: request, count: TorchPortraitGenerator.mostPrepared + 1)
        let outcomes = try await generator().portraits(for: requests) { event, place in
            if case .stage(let at) = event, at.stage == .faces { log.withLock { $0.append(place) } }
        } onFinished: { _, place throws(PortraitError) in
            log.withLock { $0.append(100 + place) }
        }
        let order = log.withLock { $0 }
        #expect(order.prefix(8) == [0, 1, 2, 3, 4, 5, 6, 7] && order.suffix(2) == [8, 108])
        #expect(try outcomes.allSatisfy { try $0.get().count == 1 })

        var (_, plan) = try Setup.run()
        #expect(plan.photographs.allSatisfy { $0.image != nil })
        plan.releasePhotographs()
        #expect(plan.photographs.allSatisfy { $0.image == nil } && plan.sitter != nil)
    }

    @Test("the model is described while pictures are painted")
    func description() async throws {
        let generator = try generator(), isAsked = Mutex(false)
        let answered = DispatchSemaphore(value: 0)
        _ = try await generator.portraits(for: request("astronaut.png", "quiet joy", seed: 3)) { event in
            guard case .step = event, isAsked.withLock({ !exchange(&$0, with: true) }) else { return }
            Task {
                _ = try await generator.model()
                answered.signal()
            }
            #expect(answered.wait(timeout: .now() + 60) == .success)
        } onFinished: { _ throws(PortraitError) in
        }
        #expect(isAsked.withLock { $0 })
    }
}

private func exchange(_ value: inout Bool, with new: Bool) -> Bool {
    defer { value = new }
    return value
}
