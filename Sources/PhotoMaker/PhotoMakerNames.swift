import Checkpoints
import Diffusion

/// The names under which PhotoMaker's weights are passed around, brought to the published ones: `id_encoder.…` for the
/// encoder and `lora_weights.…` for the adaptation.
///
/// Community conversions (stable-diffusion.cpp) leave out the two prefixes.
enum PhotoMakerNames {
    /// First parts of the encoder's own names.
    private static let encoderParts = [
        "vision_model.", "visual_projection.", "visual_projection_2.", "fuse_module.", "qformer_perceiver.",
    ]
    /// First parts of adaptations' names in the forms of ``LowRankKey``.
    private static let adaptationParts = ["unet.", "lora_unet_", "base_model.model.", "diffusion_model."]

    /// - Throws: ``ModelError`` for version 1, which has no perceiver, and for files of something else.
    static func published(_ archive: any WeightArchive) throws -> any WeightArchive {
        var names: [String: String] = [:]
        names.reserveCapacity(archive.records.count)
        for name in archive.records.keys {
            guard names.updateValue(name, forKey: published(name)) == nil else {
                throw ModelError.unsupported(
                    file: archive.path, reason: "two tensors for “\(published(name))”; it mixes two ways of naming")
            }
        }
        func has(_ prefix: String) -> Bool { names.keys.contains { $0.hasPrefix(prefix) } }
        guard has("id_encoder.fuse_module.") || has("id_encoder.vision_model.") else {
            throw ModelError.unsupported(file: archive.path, reason: "these are not PhotoMaker's weights")
        }
        guard has("id_encoder.qformer_perceiver.") else {
            throw ModelError.unsupported(
                file: archive.path, reason: "these are the weights of PhotoMaker V1; use those of version 2")
        }
        return try TensorView(of: archive, names: names)
    }

    static func published(_ name: String) -> String {
        if encoderParts.contains(where: name.hasPrefix) { return PhotoMakerFile.encoderPrefix + "." + name }
        if adaptationParts.contains(where: name.hasPrefix) { return PhotoMakerFile.adaptationPrefix + name }
        return name
    }
}
