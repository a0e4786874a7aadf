package import Checkpoints
package import Diffusion
package import Foundation
import Torch
import TorchNN

/// PhotoMaker's weights: the ID encoder under `id_encoder.` and the low-rank adaptation under `lora_weights.`.
package struct PhotoMakerFile {
    package static let encoderPrefix = "id_encoder"
    package static let adaptationPrefix = "lora_weights."

    let archive: any WeightArchive
    let file: IDEncoderConfiguration.File?

    /// - Parameters:
    ///   - archive: a safetensors file or PyTorch zip.
    ///   - configuration: `config.json` beside the weights, where there is one.
    package init(_ archive: any WeightArchive, configuration: URL? = nil) throws {
        self.archive = try PhotoMakerNames.published(archive)
        guard let configuration, FileManager.default.fileExists(atPath: configuration.path) else {
            file = nil
            return
        }
        file = try readConfiguration(IDEncoderConfiguration.File.self, at: configuration)
    }

    /// The weights in a model's folder, or nil where it has none.
    package static func find(in model: URL) -> String? {
        WeightFiles.find(
            in: model.appending(path: "photomaker").path(percentEncoded: false),
            stems: ["photomaker", "photomaker-v2", "pytorch_model"])
    }

    /// The ID encoder's sizes, which its tensors' shapes tell.
    package func configuration() throws -> IDEncoderConfiguration {
        let loader = WeightLoader(archive, source: "photomaker", kind: .float32, device: .cpu)
        return try IDEncoderConfiguration(loader.root / Self.encoderPrefix, file: file)
    }

    package func encoder(_ placement: Placement) throws -> IDEncoder {
        let loader = WeightLoader(
            archive, source: "photomaker", kind: placement.kind, device: placement.device)
        let path = loader.root / Self.encoderPrefix
        let encoder = try IDEncoder(path, IDEncoderConfiguration(path, file: file))
        try loader.finish { $0.hasPrefix(Self.adaptationPrefix) || IDEncoder.isUnused($0) }
        return encoder
    }

    /// The adaptation, its layers named as `unet` names them.
    package func adaptation(for unet: UNet) throws -> LowRankAdaptation {
        let layers = LowRankLayers(unet.attentionProjections.keys)
        let names = archive.records.keys.filter { $0.hasPrefix(Self.adaptationPrefix) }
        var parts: [String: LowRankParts] = [:]
        for name in names.sorted() {
            guard let key = LowRankKey(String(name.dropFirst(Self.adaptationPrefix.count)), layers: layers),
                let tensor = try archive.tensor(named: name)
            else { throw LowRankAdaptation.Failure.unmatched([name]) }
            switch key.role {
            case .down: parts[key.layer, default: LowRankParts()].down = tensor
            case .up: parts[key.layer, default: LowRankParts()].up = tensor
            case .alpha: parts[key.layer, default: LowRankParts()].alpha = try tensor.to(kind: .float32).floats().first
            }
        }
        return LowRankAdaptation(
            pairs: try parts.reduce(into: [:]) { pairs, part in
                guard let down = part.value.down, let up = part.value.up else {
                    throw LowRankAdaptation.Failure.incomplete([part.key])
                }
                let rank = max(down.shape.first ?? 1, 1)
                pairs[part.key] = LowRankAdaptation.Pair(
                    down: down, up: up, scale: part.value.alpha.map { Double($0) / Double(rank) } ?? 1)
            })
    }
}

private struct LowRankParts {
    var down: Tensor?
    var up: Tensor?
    var alpha: Float?
}
