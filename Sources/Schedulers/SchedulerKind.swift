/// The solver that walks from noise to picture.
package enum SchedulerKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// First order in σ on samples `z + σ·n` (Karras et al. 2022).
    case euler
    /// Second-order multistep on predicted originals (Lu et al. 2022), samples `α·z + σ̂·n`.
    case dpmPlusPlus2M = "dpm++2m"
    /// Deterministic DDIM (Song et al. 2021) on the list's own successors, samples `α·z + σ̂·n`, ᾱ = 1 at the end.
    case ddim

    /// The differences between solvers, all of them: a solver is a case and its traits.
    package var traits: Traits {
        switch self {
        case .euler: Traits(name: "Euler", publishedName: "EulerDiscreteScheduler", isVarianceExploding: true)
        case .dpmPlusPlus2M:
            Traits(
                name: "DPM++ 2M", publishedName: "DPMSolverMultistepScheduler", publishedOrder: 2, skippedStrides: 1)
        case .ddim: Traits(name: "DDIM", publishedName: "DDIMScheduler")
        }
    }

    package struct Traits: Sendable {
        /// As other tools write it into pictures.
        package let name: String
        /// diffusers' class, as in `scheduler_config.json`.
        package let publishedName: String
        /// `solver_order` of that class; nil where it has none, for first order.
        package var publishedOrder: Int?
        /// Whether samples are `z + σ·n` at fractional timesteps; else they are `α·z + σ̂·n` at whole ones.
        package var isVarianceExploding = false
        /// Strides that the published code counts beyond the steps of even spacings, at the end without noise.
        var skippedStrides = 0
    }
}
