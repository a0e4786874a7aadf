/// How long each part of an exchange may take.
package struct TimeOuts: Sendable, Equatable {
    package var connect: Duration
    /// From sending the request to the head of the answer.
    package var firstByte: Duration
    /// Between two pieces of the answer.
    package var idle: Duration
    /// Everything together, retries and pauses included.
    package var total: Duration

    package init(
        connect: Duration = .seconds(5), firstByte: Duration, idle: Duration, total: Duration
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
    }

    /// For calls of at most `total`, which leaves time to ask a server twice that does not answer.
    package init(total: Duration) {
        self.init(firstByte: total * 0.4, idle: total * 0.4, total: total)
    }
}

/// The time-out that ends an exchange next. A pure value: moments are durations since a fixed one.
struct Deadlines: Sendable, Equatable {
    let timeOuts: TimeOuts
    /// The moment when the whole call must be over.
    let end: Duration
    private var began: Duration
    private var lastByte: Duration?

    init(timeOuts: TimeOuts, end: Duration, now: Duration) {
        self.timeOuts = timeOuts
        self.end = end
        self.began = now
    }

    mutating func received(now: Duration) {
        lastByte = now
    }

    /// The next moment at which the exchange fails unless something arrives, and why it would.
    var next: (moment: Duration, phase: LanguageModelError.Phase) {
        let own =
            lastByte.map { ($0 + timeOuts.idle, LanguageModelError.Phase.idle) }
            ?? (began + timeOuts.firstByte, .firstByte)
        return own.0 < end ? own : (end, .total)
    }
}
