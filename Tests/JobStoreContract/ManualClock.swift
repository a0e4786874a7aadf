package import PortraitDomain
import Synchronization

/// A clock that stands still until it is moved.
package final class ManualClock: Sendable {
    private let time = Mutex(UnixTime(milliseconds: 1_700_000_000_000))

    package init() {}

    package var now: UnixTime { time.withLock { $0 } }
    package var clock: UnixClock { UnixClock { self.now } }

    package func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
}
