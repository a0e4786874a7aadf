package import Checkpoints
package import Foundation
package import Schedulers
package import Torch
internal import TorchNN

/// Where a component's weights live and which type they compute in.
package struct Placement: Sendable, Hashable {
    package var kind: ScalarKind
    package var device: Device

    package init(kind: ScalarKind, device: Device) {
        self.kind = kind
        self.device = device
    }

    /// The type that is fast and safe on a device: bfloat16 on GPUs and on processors that multiply it in hardware.
    package static func preferred(on device: Device) -> Placement {
        switch device {
        case .cuda: Placement(kind: .bfloat16, device: .cuda)
        case .cpu: Placement(kind: TorchRuntime.cpuHasFastBFloat16 ? .bfloat16 : .float32, device: .cpu)
        }
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
        try loader.finish()
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

    package func schedulerConfiguration() throws -> SchedulerConfiguration {
        let data = try readConfigurationData(at: url.appending(path: "scheduler/scheduler_config.json"))
        return try SchedulerConfiguration(json: data)
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
        let folder = url.appending(path: component.rawValue).path(percentEncoded: false)
        let single = WeightFiles.find(in: url.path(percentEncoded: false), stems: [Self.singleFileStem])
        guard let single, WeightFiles.find(in: folder) == nil else { return try WeightFiles.openComponent(folder) }
        return try SDXLCheckpoint(WeightFiles.open(single)).component(component)
    }

    /// The type that the component's weights are stored in, in which they need not be copied.
    package func storedKind(_ component: SDXLComponent) throws(CheckpointError) -> ScalarKind {
        let kinds: [ScalarKind] = [.float32, .bfloat16, .float16]
        return try weights(component).records.values.map(\.scalarType.kind).first(where: kinds.contains) ?? .float32
    }

    private func loader(_ component: SDXLComponent, _ placement: Placement) throws -> WeightLoader {
        WeightLoader(
            try weights(component), source: component.rawValue, kind: placement.kind, device: placement.device)
    }
}
