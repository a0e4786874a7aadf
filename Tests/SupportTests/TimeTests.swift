import Support
import Testing

@Suite struct TimeTests {
    @Test("A backoff grows to its cap without overflow") func backoff() {
        let backoff = Backoff(initial: .milliseconds(200), factor: 100, maximum: .seconds(30))
        #expect(backoff.delay(afterAttempt: 1) == .milliseconds(200))
        #expect(backoff.delay(afterAttempt: 2) == .seconds(20))
        #expect(backoff.delay(afterAttempt: 3) == .seconds(30))
        #expect(backoff.delay(afterAttempt: .max) == .seconds(30))
        #expect(Backoff.none.delay(afterAttempt: 7) == .zero)
    }

    @Test("Durations as numbers") func numbers() {
        #expect(Duration.milliseconds(1500).seconds == 1.5 && Duration.milliseconds(-1500).milliseconds == -1500)
    }
}
