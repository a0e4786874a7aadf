/// Until when a run may wait for others. Who asks a language model gives up then, so that the rest of the time is left
/// for doing without it.
package enum RunDeadline {
    @TaskLocal package static var current: ContinuousClock.Instant?

    /// Nil where there is no deadline; negative when it has passed.
    package static var timeLeft: Duration? {
        current.map { ContinuousClock.now.duration(to: $0) }
    }
}
