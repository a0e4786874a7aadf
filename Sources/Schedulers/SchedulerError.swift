/// The problem of a request for a schedule, in words for the person who made it.
package enum SchedulerError: Error, Hashable, CustomStringConvertible {
    /// The number of steps is outside ``Scheduler/stepCounts``.
    case stepCount(Int)
    /// Two steps fell on one timestep after rounding.
    case duplicateTimestep(Double)
    /// A custom list of timesteps is not strictly decreasing or leaves the training range.
    case customTimesteps(reason: String)
    /// A strength is not in (0, 1].
    case strength(Double)
    /// A guidance scale is below 1 or not finite.
    case guidanceScale(Double)
    /// A start of identity conditioning is negative.
    case mergeStart(Int)
    /// `scheduler_config.json` asks for something that this module does not do, or cannot be read.
    case configuration(reason: String)

    package var description: String {
        switch self {
        case .stepCount(let count):
            "\(count) steps were asked for; choose from \(Scheduler.stepCounts.lowerBound) to "
                + "\(Scheduler.stepCounts.upperBound)."
        case .duplicateTimestep(let timestep):
            "Two steps fall on timestep \(timestep); choose fewer steps or another spacing."
        case .customTimesteps(let reason):
            "The list of timesteps cannot be used: \(reason)."
        case .strength(let strength):
            "The strength is \(strength); choose a value above 0 and up to 1."
        case .guidanceScale(let scale):
            "The guidance scale is \(scale); choose 1 (no guidance) or more."
        case .mergeStart(let value):
            "Identity conditioning cannot start at \(value); choose a step of 0 or more."
        case .configuration(let reason):
            "The scheduler configuration cannot be used: \(reason)."
        }
    }
}
