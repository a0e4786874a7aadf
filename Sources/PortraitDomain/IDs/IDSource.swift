import Synchronization

/// Makes identifiers from a clock and random numbers; a test passes both to get the same identifiers every time.
///
/// Each is greater than the one before, also within a millisecond and after the clock is set back: then a random step
/// is added to the last one's random bits (RFC 9562, section 6.2, method 2).
package final class IDSource: Sendable {
    private struct State {
        var random: any RandomNumberGenerator & Sendable
        var milliseconds: Int64 = -1
        var high: UInt16 = 0
        var low: UInt64 = 0

        mutating func count(by step: UInt64) {
            low += step
            guard low >> 62 > 0 else { return }
            low &= 1 << 62 - 1
            high += 1
            guard high >> 12 > 0 else { return }
            high = 0
            milliseconds += 1
        }
    }

    private let clock: UnixClock
    private let state: Mutex<State>

    package init(
        clock: UnixClock = .system, random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.clock = clock
        state = Mutex(State(random: random))
    }

    package func next<Entity>(_ entity: Entity.Type = Entity.self) -> ID<Entity> {
        let now = clock.now().milliseconds
        return state.withLock { state in
            let number = state.random.next()
            if now > state.milliseconds {
                state.milliseconds = now
                state.high = UInt16(truncatingIfNeeded: state.random.next()) & 0xFFF
                state.low = number >> 2
            } else {
                state.count(by: number >> 32 + 1)
            }
            return ID(time: UnixTime(milliseconds: state.milliseconds), random: (state.high, state.low))
        }
    }
}
