package import Checkpoints
package import Foundation
package import Schedulers
package import Torch
import TorchNN

/// Where a component's weights live and which type they compute in.
package struct Placement: Sendable, Hashable {
    package var kind: ScalarKind
    package var device: Device

    package init(kind: ScalarKind, device: Device) {
        self.kind = kind
        self.device = device
    }
}

/// Loads the components of a diffusers folder, each strictly.
///
/// A component's weights lie in its own folder (safetensors, several behind an index, or PyTorch zips) or, under the
/// names of Stability AI's code, in one file `checkpoint.…` for all.
package struct SDXLFolder: Sendable {
    package let url: URL

    package init(_ url: URL) { self.url = url }

    package func unet(_ placement: Placement) throws -> UNet {
        let configuration = try UNetConfiguration.read(url.appending(path: "unet/config.json"))
        let loader = try loader(.unet, placement)
        let unet = try UNet(loader.root, configuration)
        try loader.finish(unused: TrainingMarks.tensors.contains)
        return unet
    }

    package func vae(_ placement: Placement) throws -> VAE {
        let configuration = try VAEConfiguration.read(url.appending(path: "vae/config.json"))
        let loader = try loader(.vae, placement)
        let vae = try VAE(loader.root, configuration)
        try loader.finish()
        return vae
    }

    package func textEncoders(_ placement: Placement) throws -> TextEncoders {
        TextEncoders(
            first: try textEncoder(.textEncoder, placement), second: try textEncoder(.secondTextEncoder, placement))
    }

    private static let schedulerName = "scheduler/scheduler_config.json"

    /// What the file says; ``requireMarks(agreeWith:)`` compares it with the weights.
    package func schedulerConfiguration() throws -> SchedulerConfiguration {
        try SchedulerConfiguration(json: readConfigurationData(at: url.appending(path: Self.schedulerName)))
    }

    /// - Throws: ``ModelError`` where marks in the denoiser's weights contradict the scheduler's file.
    package func requireMarks(agreeWith configuration: SchedulerConfiguration) throws {
        guard let marks = try marks() else { return }
        if let velocity = marks.predictsVelocity, velocity != (configuration.predictionType == .velocity) {
            let mark = velocity ? "velocity (v_pred)" : "noise (epsilon)"
            let type = configuration.predictionType.rawValue
            throw ModelError.contradictory(
                file: Self.schedulerName,
                reason: "it says \(type), but the weights are marked as predicting \(mark); correct it")
        }
        if marks.hasZeroTerminalSNR, !configuration.schedule.zeroTerminalSNR {
            throw ModelError.contradictory(
                file: Self.schedulerName,
                reason: "it lacks rescale_betas_zero_snr, but the weights are marked as trained with it (ztsnr); "
                    + "correct it")
        }
    }

    /// `force_zeros_for_empty_prompt` of `model_index.json`: true for SDXL's base, and where it is missing.
    package func zeroesNullPrompt() throws(ModelError) -> Bool {
        struct File: Decodable { var force_zeros_for_empty_prompt: Bool? }
        let index = url.appending(path: "model_index.json")
        guard FileManager.default.fileExists(atPath: index.path(percentEncoded: false)) else { return true }
        return try readConfiguration(File.self, at: index).force_zeros_for_empty_prompt ?? true
    }

    /// nil where there are no weights.
    private func marks() throws(CheckpointError) -> TrainingMarks? {
        switch source(of: .unet) {
        case .own(let path): try TrainingMarks(WeightFiles.open(path))
        case .single(let path): try SDXLCheckpoint(WeightFiles.open(path)).marks
        case nil: nil
        }
    }

    private func textEncoder(_ component: SDXLComponent, _ placement: Placement) throws -> CLIPText {
        let configuration = try CLIPTextConfiguration.read(url.appending(path: "\(component.rawValue)/config.json"))
        let loader = try loader(component, placement)
        let encoder = try CLIPText(loader.root, configuration)
        // Older files keep the constant table of positions beside the weights.
        try loader.finish(unused: { $0.hasSuffix("embeddings.position_ids") })
        return encoder
    }

    /// Name of the single file, without its ending.
    package static let singleFileStem = "checkpoint"

    /// The component's tensors under the names of diffusers and transformers.
    package func weights(_ component: SDXLComponent) throws(CheckpointError) -> any WeightArchive {
        switch source(of: component) {
        case .own(let path): try WeightFiles.open(path)
        case .single(let path): try SDXLCheckpoint(WeightFiles.open(path)).component(component)
        case nil: try WeightFiles.openComponent(folder(of: component))
        }
    }

    /// The files that ``weights(_:)`` reads, by their paths inside the model's folder; none where there are no weights.
    package func weightFiles(_ component: SDXLComponent) throws(CheckpointError) -> [String] {
        switch source(of: component) {
        case .own(let path): try WeightFiles.fileNames(of: path).map { "\(component.rawValue)/\($0)" }
        case .single(let path): try Array(WeightFiles.fileNames(of: path))
        case nil: []
        }
    }

    /// Where a component's weights lie.
    private enum Source { case own(String), single(String) }

    private func source(of component: SDXLComponent) -> Source? {
        if let own = WeightFiles.find(in: folder(of: component)) { return .own(own) }
        return WeightFiles.find(in: url.path(percentEncoded: false), stems: [Self.singleFileStem]).map(Source.single)
    }

    private func folder(of component: SDXLComponent) -> String {
        url.appending(path: component.rawValue).path(percentEncoded: false)
    }

    /// The type that the component's weights are stored in, in which they need not be copied.
    package func storedKind(_ component: SDXLComponent) throws(CheckpointError) -> ScalarKind {
        var bytes: [ScalarKind: Int] = [:]
        for record in try weights(component).records.values {
            bytes[record.scalarType.kind, default: 0] += record.byteCount
        }
        // In an order of their own, so that of two equal ones the same is taken every time.
        let kinds: [ScalarKind] = [.float32, .bfloat16, .float16]
        return kinds.max { bytes[$0] ?? 0 < bytes[$1] ?? 0 } ?? .float32
    }

    private func loader(_ component: SDXLComponent, _ placement: Placement) throws -> WeightLoader {
        WeightLoader(
            try weights(component), source: component.rawValue, kind: placement.kind, device: placement.device)
    }
}
