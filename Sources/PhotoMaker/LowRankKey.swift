/// The name of a tensor of a low-rank adaptation, in any of the forms that tools write:
///
/// - diffusers' attention processors: `unet.….attn1.processor.to_q_lora.down.weight`
/// - diffusers' layers: `unet.….attn1.to_q.lora.down.weight`
/// - PEFT: `base_model.model.….attn1.to_q.lora_A.weight`, in memory with an adapter's name after `lora_A`
/// - kohya: `lora_unet_…_attn1_to_q.lora_down.weight`, with `….alpha`
package struct LowRankKey: Sendable, Hashable {
    package enum Role: Sendable, Hashable {
        case down
        case up
        case alpha
    }

    /// Checkpoint path of the linear layer, as the model names it.
    package let layer: String
    package let role: Role

    private static let roles: [(suffix: String, role: Role)] = [
        (".lora.down.weight", .down), (".lora.up.weight", .up),
        ("_lora.down.weight", .down), ("_lora.up.weight", .up),
        (".lora_down.weight", .down), (".lora_up.weight", .up),
        (".lora_A.weight", .down), (".lora_B.weight", .up),
        (".lora_linear_layer.down.weight", .down), (".lora_linear_layer.up.weight", .up),
        (".alpha", .alpha),
    ]
    private static let prefixes = ["base_model.model.", "lora_unet_", "unet.", "diffusion_model."]

    /// PEFT's `….lora_A.NAME.weight` without the adapter's name.
    private static func withoutAdapter(_ name: String) -> String {
        var parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 3, parts.last == "weight", ["lora_A", "lora_B"].contains(parts[parts.count - 3]) else {
            return name
        }
        parts.remove(at: parts.count - 2)
        return parts.joined(separator: ".")
    }

    /// - Parameter layers: the layers that the model has; nil where the name belongs to none of them.
    package init?(_ name: String, layers: LowRankLayers) {
        let name = Self.withoutAdapter(name)
        guard let (suffix, role) = Self.roles.first(where: { name.hasSuffix($0.suffix) }) else { return nil }
        var stem = String(name.dropLast(suffix.count))
        for prefix in Self.prefixes where stem.hasPrefix(prefix) { stem.removeFirst(prefix.count) }
        let path = stem.split(separator: ".").filter { $0 != "processor" }.joined(separator: ".")
        guard let layer = layers[path] else { return nil }
        self.layer = layer
        self.role = role
    }
}

/// The layers of a model, found by any of the forms in which tools write their paths.
package struct LowRankLayers: Sendable {
    private var paths: [String: String] = [:]

    package init(_ layers: some Collection<String>) {
        for layer in layers { paths[Self.flat(layer)] = layer }
        // `to_out` stands for `to_out.0` in processors' names.
        for layer in layers where layer.hasSuffix("to_out.0") {
            let short = Self.flat(String(layer.dropLast(2)))
            if paths[short] == nil { paths[short] = layer }
        }
    }

    subscript(path: String) -> String? { paths[Self.flat(path)] }

    /// kohya's form of a path.
    private static func flat(_ path: String) -> String {
        path.split(separator: ".").joined(separator: "_")
    }
}
