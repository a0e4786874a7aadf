package import Torch

/// y = x·Wᵀ + b. A class, since a low-rank adaptation changes the weight in place and packing replaces it.
package final class Linear {
    package let bias: Tensor?
    /// `[outputs, inputs]`
    package let shape: [Int]
    private let stored: StoredWeight
    private var adaptation: Adaptation?
    private var form: Form?
    /// Counts the changes of the weight, so that whoever joined it with others notices.
    package private(set) var version = 0

    /// What a call multiplies with, made at the first call after a change.
    private enum Form {
        case plain(Tensor)
        case packed(PackedWeight)
    }

    private struct Adaptation {
        let up: Tensor
        let down: Tensor
        let scale: Double
    }

    package init(_ path: WeightPath, _ inputs: Int, _ outputs: Int, bias: Bool = true) throws(TorchError) {
        // Some checkpoints keep a linear layer as a 1×1 convolution.
        let isConvolution = path.shape("weight") == [outputs, inputs, 1, 1]
        stored = path.stored(
            "weight", isConvolution ? [outputs, inputs, 1, 1] : [outputs, inputs], as: [outputs, inputs])
        shape = [outputs, inputs]
        self.bias = bias ? try path.tensor("bias", [outputs]) : nil
    }

    package func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        switch try prepared(rows: x.elementCount / max(x.extent(-1), 1)) {
        case .plain(let weight): try x.linear(weight, bias: bias)
        case .packed(let weight): try x.linear(weight, bias: bias)
        }
    }

    /// The same for a layer that runs once for many steps: it is not packed and leaves no copy behind.
    package func once(_ x: Tensor) throws(TorchError) -> Tensor {
        guard stored.isPackable else { return try self(x) }
        defer { stored.releasePages() }
        return try x.linear(weight, bias: bias)
    }

    /// The weight `[outputs, inputs]` with its adaptation, in the type that the model computes with.
    package var weight: Tensor {
        get throws(TorchError) {
            if case .plain(let weight) = form { return weight }
            let original = try stored.tensor()
            guard let adaptation else { return original }
            let delta = try adaptation.up.to(kind: .float32).matmul(adaptation.down.to(kind: .float32))
            return try original.to(kind: .float32)
                .adding(delta.to(device: original.device), scale: adaptation.scale).to(kind: original.kind)
        }
    }

    /// From now on the weight is W + scale·(up·down), computed in float32 when it is next needed.
    package func adapt(up: Tensor, down: Tensor, scale: Double) {
        change(Adaptation(up: up, down: down, scale: scale))
    }

    /// From now on the weight is the stored one again, bit for bit.
    package func removeAdaptation() { change(nil) }

    private func change(_ adaptation: Adaptation?) {
        self.adaptation = adaptation
        form = nil
        version += 1
    }

    private func prepared(rows: Int) throws(TorchError) -> Form {
        if let form { return form }
        let made: Form
        if stored.isPackable {
            made = .packed(try weight.packedForLinear(rows: rows))
            stored.releasePages()
        } else {
            made = .plain(try weight)
            if stored.isCopied { stored.releasePages() }
        }
        form = made
        return made
    }

    var isPackable: Bool { stored.isPackable }

    var isOnGPU: Bool { stored.isCopied }

    func releasePages() { stored.releasePages() }
}

/// Linear layers that read the same input, as one product where weights are packed or on a GPU: a wider product is a
/// faster one. The parts are not called themselves, so that no weight is held twice.
package final class JoinedLinear {
    private let parts: [Linear]
    private var joined: (form: Form, bias: Tensor?, versions: [Int])?

    private enum Form {
        case plain(Tensor)
        case packed(PackedWeight)
    }

    /// - Parameter parts: layers of equal widths, all with a bias or none.
    package init(_ parts: [Linear]) { self.parts = parts }

    /// One result per layer; views of one tensor where they were computed together.
    package func callAsFunction(_ x: Tensor) throws(TorchError) -> [Tensor] {
        guard parts.allSatisfy({ $0.isPackable || $0.isOnGPU }) else {
            var results: [Tensor] = []
            for part in parts { results.append(try part(x)) }
            return results
        }
        let (form, bias) = try prepared(rows: x.elementCount / max(x.extent(-1), 1))
        let all =
            switch form {
            case .plain(let weight): try x.linear(weight, bias: bias)
            case .packed(let weight): try x.linear(weight, bias: bias)
            }
        return try all.split(parts.count, axis: -1)
    }

    private func prepared(rows: Int) throws(TorchError) -> (Form, Tensor?) {
        let versions = parts.map(\.version)
        if let joined, joined.versions == versions { return (joined.form, joined.bias) }
        joined = nil
        var weights: [Tensor] = []
        for part in parts { weights.append(try part.weight) }
        let biases = parts.compactMap(\.bias)
        let weight = try Tensor.concatenate(weights, axis: 0)
        let form: Form =
            try parts.allSatisfy(\.isPackable) ? .packed(weight.packedForLinear(rows: rows)) : .plain(weight)
        let bias = biases.isEmpty ? nil : try Tensor.concatenate(biases, axis: 0)
        for part in parts { part.releasePages() }
        joined = (form, bias, versions)
        return (form, bias)
    }
}
