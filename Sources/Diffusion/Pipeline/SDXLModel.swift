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
package struct SDXLFolder: Sendable {
    package let url: URL

    package init(_ url: URL) { self.url = url }

    package func unet(_ placement: Placement) throws -> UNet {
        let configuration = try UNetConfiguration.read(url.appending(path: "unet/config.json"))
        let loader = try loader("unet", placement)
        let unet = try UNet(loader.root, configuration)
        try loader.finish()
        return unet
    }

    package func vae(_ placement: Placement) throws -> VAE {
        let configuration = try VAEConfiguration.read(url.appending(path: "vae/config.json"))
        let loader = try loader("vae", placement)
        let vae = try VAE(loader.root, configuration)
        try loader.finish()
        return vae
    }

    package func textEncoders(_ placement: Placement) throws -> TextEncoders {
        TextEncoders(
            first: try textEncoder("text_encoder", placement), second: try textEncoder("text_encoder_2", placement))
    }

    package func schedulerConfiguration() throws -> SchedulerConfiguration {
        let file = url.appending(path: "scheduler/scheduler_config.json")
        guard let data = try? Data(contentsOf: file) else {
            throw ModelError.unreadable(
                file: "scheduler/scheduler_config.json", reason: "the file is missing or not accessible")
        }
        return try SchedulerConfiguration(json: data)
    }

    private func textEncoder(_ name: String, _ placement: Placement) throws -> CLIPText {
        let configuration = try CLIPTextConfiguration.read(url.appending(path: "\(name)/config.json"))
        let loader = try loader(name, placement)
        let encoder = try CLIPText(loader.root, configuration)
        // Older files keep the constant table of positions beside the weights.
        try loader.finish(unused: { $0.hasSuffix("embeddings.position_ids") })
        return encoder
    }

    private func loader(_ component: String, _ placement: Placement) throws -> WeightLoader {
        let folder = url.appending(path: component)
        let names = ["diffusion_pytorch_model.safetensors", "model.safetensors"]
        let path = names.map { folder.appending(path: $0).path }.first { FileManager.default.fileExists(atPath: $0) }
        let archive = try SafetensorsFile(path: path ?? folder.path)
        return WeightLoader(archive, source: component, kind: placement.kind, device: placement.device)
    }
}
