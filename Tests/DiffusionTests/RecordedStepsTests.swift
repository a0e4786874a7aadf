import Testing
import Torch
import TorchNN
import TorchTestSupport

@testable import Diffusion

/// The bookkeeping of recorded steps, on the processor: what stands for a recording does its work again on the memory
/// that it knew when it was made, as a GPU does.
@Suite("Recorded steps")
struct RecordedStepsTests {
    private final class Again: RepeatableWork {
        private let work: () throws(TorchError) -> Tensor
        private let result: Tensor

        init(_ work: @escaping () throws(TorchError) -> Tensor) throws(TorchError) {
            self.work = work
            result = try work()
        }

        func repeated() throws(TorchError) -> Tensor {
            try result.write(work())
            return result
        }
    }

    private final class Log {
        var recordings = 0, shared = 0
        var fails = false
    }

    private let plain: UNet, recorded: UNet
    private let log = Log()

    init() throws {
        plain = try TinyModels.unet()
        recorded = try TinyModels.unet()
        recorded.recordedSteps = RecordedSteps { [log] sharing, work throws(TorchError) in
            if log.fails { throw .outOfMemory("tried to allocate 2 GiB") }
            log.recordings += 1
            log.shared += sharing == nil ? 0 : 1
            return try Again(work)
        }
    }

    private func prompt(_ unet: UNet, seed: UInt64, rows: Int = 2, tokens: Int = 9) throws -> UNetConditioning {
        let c = unet.configuration
        return try unet.prepare(
            context: .normal([rows, tokens, c.contextWidth], seed: seed),
            pooled: .normal([rows, c.pooledWidth], seed: seed + 100),
            timeIds: Array(repeating: [64, 64, 0, 0, 64, 64], count: rows))
    }

    /// Both models make a step of the prompts and must agree in every bit.
    private func expectSameStep(
        _ prompts: (plain: UNetConditioning, recorded: UNetConditioning), side: Int = 16, timestep: Double,
        _ name: String
    ) throws {
        let latents = try Tensor.normal(
            [prompts.plain.rows, plain.configuration.inputChannels, side, side], seed: UInt64(timestep))
        try expectSame(
            recorded(latents, timestep: timestep, prompts.recorded), plain(latents, timestep: timestep, prompts.plain),
            named: name)
    }

    private func prompts(
        seed: UInt64, rows: Int = 2, tokens: Int = 9
    ) throws -> (plain: UNetConditioning, recorded: UNetConditioning) {
        try (
            prompt(plain, seed: seed, rows: rows, tokens: tokens),
            prompt(recorded, seed: seed, rows: rows, tokens: tokens)
        )
    }

    @Test("other latents, timesteps and prompts of one shape repeat one recording")
    func oneShape() throws {
        let first = try prompts(seed: 1), second = try prompts(seed: 2)
        for timestep in [900.0, 700, 500] { try expectSameStep(first, timestep: timestep, "first prompt") }
        try expectSameStep(second, timestep: 300, "second prompt")
        try expectSameStep(first, timestep: 200, "first prompt again")
        #expect(log.recordings == 1)
    }

    @Test("rows of a prompt are told from the whole and from each other")
    func rows() throws {
        let both = try prompts(seed: 1)
        for (index, range) in [0..<1, 1..<2, 0..<1, 1..<2].enumerated() {
            let part = try (plain: both.plain.rows(range), recorded: both.recorded.rows(range))
            try expectSameStep(part, timestep: 800 - Double(index), "rows \(range)")
        }
        #expect(log.recordings == 1)
    }

    @Test("another shape is another recording, which uses the memory of the first")
    func shapes() throws {
        for (index, side) in [16, 8, 16, 8, 16].enumerated() {
            try expectSameStep(prompts(seed: 1), side: side, timestep: 900 - Double(index), "side \(side)")
        }
        try expectSameStep(prompts(seed: 1, tokens: 5), timestep: 100, "fewer tokens")
        try expectSameStep(prompts(seed: 1, tokens: 5), timestep: 90, "fewer tokens")
        #expect(log.recordings == 3 && log.shared == 2)
        #expect(recorded.recordedSteps?.count == 3)
    }

    @Test("no more shapes are kept than there is room for")
    func room() throws {
        for side in 1...RecordedSteps.most + 2 {
            for _ in 0..<2 { try expectSameStep(prompts(seed: 1), side: 8 * side, timestep: 500, "side \(8 * side)") }
        }
        #expect(recorded.recordedSteps?.count == RecordedSteps.most)
    }

    @Test("changed weights are recorded anew")
    func adaptation() throws {
        let first = try prompts(seed: 1)
        for _ in 0..<2 { try expectSameStep(first, timestep: 500, "before") }
        for unet in [plain, recorded] {
            for layer in unet.attentionProjections.values {
                try layer.adapt(
                    up: .full([layer.shape[0], 1], 0.1), down: .full([1, layer.shape[1]], 0.1), scale: 0.5)
            }
        }
        for _ in 0..<3 { try expectSameStep(first, timestep: 500, "after") }
        #expect(log.recordings == 2)
    }

    @Test("a step that cannot be recorded is computed, and not tried again")
    func failure() throws {
        log.fails = true
        for timestep in [900.0, 700, 500] { try expectSameStep(prompts(seed: 1), timestep: timestep, "step") }
        log.fails = false
        try expectSameStep(prompts(seed: 1), timestep: 300, "later step")
        #expect(log.recordings == 0)
    }
}
