import Foundation
import Media

/// How long a medium goes on after it was cancelled.
enum Cancellations {
    /// Cancels the making of a picture at many moments and prints the longest wait of each medium.
    ///
    /// - Parameter media: names; all where it is empty.
    static func run(_ sitting: Sitting, media: [String], height: Int) throws {
        for name in media.isEmpty ? MediaCatalogue.all.keys.sorted() : media {
            guard let medium = MediaCatalogue.all[name] else { continue }
            var longest = (wait: 0.0, moment: 0.0), moment = 0.1, count = 0
            while let wait = wait(after: moment, of: medium, sitting, height: height) {
                if wait > longest.wait { longest = (wait, moment) }
                moment *= 1.2
                count += 1
            }
            print(
                name, String(format: "%.3f s, cancelled after %.2f s (%d moments)", longest.wait, longest.moment, count)
            )
        }
    }

    /// Seconds from the cancellation to the end; nil where the picture was finished before.
    private static func wait(after moment: Double, of medium: any Medium, _ sitting: Sitting, height: Int) -> Double? {
        let work = Work(threads: 2)
        let direction = Direction(palette: .amber, ground: .sun, lights: [], variation: 0, seed: 3)
        let canceller = Thread {
            Thread.sleep(forTimeInterval: moment)
            work.cancel()
        }
        let start = ContinuousClock.now
        canceller.start()
        let picture = try? medium.artwork(of: Page(sitting, work: work), in: direction)
            .print(width: height * 4 / 5, height: height, work: work)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return picture == nil ? max(seconds - moment, 0) : nil
    }
}
