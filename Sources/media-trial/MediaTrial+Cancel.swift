import Foundation
import Media
import Synchronization

/// How long a medium goes on after it was cancelled.
enum Cancellations {
    /// Cancels the making of a picture at many moments and prints the longest wait of each medium, and the longest work
    /// of the processors after a cancellation, which hangs less on what else the machine does.
    ///
    /// - Parameter media: names; all where it is empty.
    static func run(_ sitting: Sitting, media: [String], height: Int) throws {
        for name in media.isEmpty ? MediaCatalogue.all.keys.sorted() : media {
            guard let medium = MediaCatalogue.all[name] else { continue }
            var longest = (wait: 0.0, moment: 0.0), hardest = (work: 0.0, moment: 0.0), moment = 0.1, count = 0
            while let (wait, work) = wait(after: moment, of: medium, sitting, height: height) {
                if wait > longest.wait { longest = (wait, moment) }
                if work > hardest.work { hardest = (work, moment) }
                moment *= 1.2
                count += 1
            }
            print(
                name,
                String(
                    format: "%.3f s, cancelled after %.2f s; %.3f s of work, cancelled after %.2f s (%d moments)",
                    longest.wait, longest.moment, hardest.work, hardest.moment, count))
        }
    }

    /// Seconds from the cancellation to the end, and of all processors' work in them; nil where the picture was finished
    /// before.
    private static func wait(
        after moment: Double, of medium: any Medium, _ sitting: Sitting, height: Int
    ) -> (wait: Double, work: Double)? {
        let work = Work(threads: 2), cancelled = Mutex<(moment: ContinuousClock.Instant, work: Double)?>(nil)
        let direction = Direction(palette: .amber, ground: .sun, lights: [], variation: 0, seed: 3)
        let canceller = Thread {
            Thread.sleep(forTimeInterval: moment)
            cancelled.withLock { $0 = (ContinuousClock.now, processorSeconds) }
            work.cancel()
        }
        canceller.start()
        let picture = try? medium.artwork(of: Page(sitting, work: work), in: direction)
            .print(width: height * 4 / 5, height: height, work: work)
        let worked = processorSeconds
        guard picture == nil, let start = cancelled.withLock({ $0 }) else { return nil }
        return ((ContinuousClock.now - start.moment) / .seconds(1), worked - start.work)
    }

    /// Seconds that all threads of this process have computed.
    private static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
