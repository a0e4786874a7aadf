internal import Diffusion

/// What the UNet made of a run's prompts, kept for the pictures after the first.
final class PreparedPrompts {
    enum Positive: Hashable { case identity, textOnly }

    private struct Key: Hashable {
        let positive: Positive
        let sizes: [Double]
    }

    private var conditions: [Key: UNetConditioning] = [:]

    /// The conditioning for that prompt and those sizes; `make` runs once for each.
    func conditioning(
        _ positive: Positive, sizes: [Double], _ make: () throws -> UNetConditioning
    ) rethrows -> UNetConditioning {
        let key = Key(positive: positive, sizes: sizes)
        if let known = conditions[key] { return known }
        let made = try make()
        conditions[key] = made
        return made
    }
}
