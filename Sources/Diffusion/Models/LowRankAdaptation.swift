package import Torch
package import TorchNN

/// A low-rank adaptation: W + scale·(up·down) for named linear layers (Hu et al., "LoRA", 2021).
package struct LowRankAdaptation {
    package struct Pair {
        /// `[rank, inputs]`
        package let down: Tensor
        /// `[outputs, rank]`
        package let up: Tensor
        /// Stored alpha over rank; 1 where none is stored.
        package let scale: Double

        package init(down: Tensor, up: Tensor, scale: Double = 1) {
            self.down = down
            self.up = up
            self.scale = scale
        }
    }

    /// By checkpoint path of the linear layer.
    package let pairs: [String: Pair]

    package init(pairs: [String: Pair]) { self.pairs = pairs }

    package enum Failure: Error, Sendable, CustomStringConvertible {
        case unmatched([String])
        case incomplete([String])
        case wrongShape([String])

        package var description: String {
            func list(_ names: [String]) -> String {
                names.sorted().prefix(3).joined(separator: ", ")
                    + (names.count > 3 ? " and \(names.count - 3) more" : "")
            }
            return switch self {
            case .unmatched(let names):
                "the identity adaptation does not belong to this base model: no layer for \(list(names))"
            case .incomplete(let names): "the identity adaptation is incomplete: nothing for \(list(names))"
            case .wrongShape(let names):
                "the identity adaptation does not belong to this base model: another shape at \(list(names))"
            }
        }
    }

    /// Adds the adaptation to `layers`, computed in float32 when a layer next needs its weight; every pair must find
    /// its layer and every layer its pair.
    /// - Returns: what undoes it exactly.
    package func fuse(into layers: [String: Linear], scale: Double = 1) throws -> FusedAdaptation {
        let unmatched = pairs.keys.filter { layers[$0] == nil }
        if !unmatched.isEmpty { throw Failure.unmatched(unmatched) }
        let incomplete = layers.keys.filter { pairs[$0] == nil }
        if !incomplete.isEmpty { throw Failure.incomplete(incomplete) }
        var wrong: [String] = []
        for (name, pair) in pairs {
            guard let layer = layers[name] else { continue }
            let fits =
                pair.up.rank == 2 && pair.down.rank == 2 && pair.up.extent(1) == pair.down.extent(0)
                && layer.shape == [pair.up.extent(0), pair.down.extent(1)]
            if !fits { wrong.append(name) }
        }
        if !wrong.isEmpty { throw Failure.wrongShape(wrong) }
        for (name, pair) in pairs { layers[name]?.adapt(up: pair.up, down: pair.down, scale: scale * pair.scale) }
        return FusedAdaptation(layers: Array(layers.values))
    }
}

/// An adaptation in place. The stored weights stay as they are, so undoing it is exact and costs no memory.
package struct FusedAdaptation {
    fileprivate let layers: [Linear]

    package func undo() {
        for layer in layers { layer.removeAdaptation() }
    }
}
