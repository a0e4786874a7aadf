package import Torch

/// What a step of the UNet reads, in the type and on the device that it computes with.
struct StepInput {
    /// `[rows, channels, h, w]` in channels-last memory.
    let latents: Tensor
    /// The timestep's embedding, `[1, channels]`.
    let sinusoid: Tensor
    let conditioning: UNetConditioning
}

/// A UNet's steps as recorded work, one recording for each shape: on a GPU that is fast, a step is bound by the launches
/// of its two thousand kernels. Latents, timestep and prompt are written into fixed memory, and the recording is repeated.
package final class RecordedSteps {
    /// Records work that may use the memory of earlier work.
    package typealias Recorder = (
        _ sharing: (any RepeatableWork)?, _ work: @escaping () throws(TorchError) -> Tensor
    ) throws(TorchError) -> any RepeatableWork

    /// Shapes that are kept; a service paints in a few. Their recordings share one memory.
    static let most = 6

    private struct Form: Hashable {
        let latents: [Int]
        let tokens: Int
    }

    private let record: Recorder
    /// The least recently used first; nil for a shape that was met once, or that cannot be recorded.
    private var recordings: [(form: Form, recording: Recording?, isRecordable: Bool)] = []
    private var weights: Int?

    package init(
        record: @escaping Recorder = { sharing, work throws(TorchError) in
            try RecordedWork(sharing: sharing as? RecordedWork, work)
        }
    ) { self.record = record }

    /// How many shapes are recorded.
    package var count: Int { recordings.count { $0.recording != nil } }

    /// The step's result. The first step of a shape is computed as it is: it reads weights and chooses kernels, which
    /// cannot be recorded.
    /// - Parameters:
    ///   - weights: another number after a change of the weights, whose memory the recordings know.
    ///   - step: computes a step.
    func result(
        of input: StepInput, weights: Int, by step: @escaping (StepInput) throws(TorchError) -> Tensor
    ) throws(TorchError) -> Tensor {
        if weights != self.weights {
            recordings = []
            self.weights = weights
        }
        let form = Form(latents: input.latents.shape, tokens: input.conditioning.tokens)
        guard let index = recordings.firstIndex(where: { $0.form == form }) else {
            let result = try step(input)
            if recordings.count == Self.most { recordings.removeFirst() }
            recordings.append((form, nil, true))
            return result
        }
        var entry = recordings.remove(at: index)
        defer { recordings.append(entry) }
        if let recording = entry.recording { return try recording.result(of: input) }
        guard entry.isRecordable else { return try step(input) }
        do {
            let sharing = recordings.lazy.compactMap(\.recording?.work).first
            let recording = try Recording(input) { copy throws(TorchError) in
                try self.record(sharing) { () throws(TorchError) in try step(copy) }
            }
            entry.recording = recording
            return try recording.result(of: input)
        } catch {
            // Too little memory for a recording, or an operator that cannot be recorded: the step itself still works.
            entry.isRecordable = false
            return try step(input)
        }
    }
}

/// A step of one shape, and the memory that it reads.
private final class Recording {
    let work: any RepeatableWork
    private let input: StepInput
    /// The prompt whose numbers lie in the memory.
    private var origin: UNetConditioning.Origin

    init(
        _ first: StepInput, record: (StepInput) throws(TorchError) -> any RepeatableWork
    ) throws(TorchError) {
        input = StepInput(
            latents: try first.latents.clone(), sinusoid: try first.sinusoid.clone(),
            conditioning: try first.conditioning.clone())
        origin = first.conditioning.origin
        work = try record(input)
    }

    func result(of new: StepInput) throws(TorchError) -> Tensor {
        try input.latents.write(new.latents)
        try input.sinusoid.write(new.sinusoid)
        if !(origin == new.conditioning.origin) {
            try input.conditioning.write(new.conditioning)
            origin = new.conditioning.origin
        }
        // Its memory is written anew at the next step.
        return try work.repeated().clone()
    }
}

extension UNetConditioning {
    /// Tokens of a prompt; 0 for a model without cross-attention.
    var tokens: Int { crossAttention.first.map { $0.keys.extent(2) } ?? 0 }

    fileprivate func clone() throws(TorchError) -> UNetConditioning {
        var layers: [KeyValue] = []
        for layer in crossAttention {
            layers.append(KeyValue(keys: try layer.keys.clone(), values: try layer.values.clone()))
        }
        return UNetConditioning(crossAttention: layers, added: try added.clone(), rows: rows, origin: origin)
    }

    fileprivate func write(_ other: UNetConditioning) throws(TorchError) {
        for (layer, new) in zip(crossAttention, other.crossAttention) {
            try layer.keys.write(new.keys)
            try layer.values.write(new.values)
        }
        try added.write(other.added)
    }
}
