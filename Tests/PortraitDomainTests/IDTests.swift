import JobStoreContract
import Support
import Testing

@testable import PortraitDomain

private enum Thing {}

@Suite("Identifiers")
struct IDTests {
    @Test("the same clock and random numbers give the same ones")
    func deterministic() {
        func made() -> [String] {
            let source = IDSource(clock: ManualClock().clock, random: SeededRandom(seed: 7))
            return (0..<3).map { _ in source.next(Thing.self).description }
        }
        #expect(made() == made())
        #expect(made()[0].hasPrefix("018bcfe5-6800-7"))
    }

    @Test("each is greater than the last, in a millisecond and when the clock goes back")
    func order() {
        let clock = ManualClock()
        let source = IDSource(clock: clock.clock, random: SeededRandom(seed: 1))
        var ids: [ID<Thing>] = []
        for number in 0..<3000 {
            ids.append(source.next())
            if number % 100 == 0 { clock.advance(.milliseconds(number % 200 == 0 ? 5 : -3)) }
        }
        #expect(ids == ids.sorted() && Set(ids).count == ids.count)
        #expect(ids.map(\.description) == ids.map(\.description).sorted())
        #expect(ids.allSatisfy { ID<Thing>($0.description) == $0 })
        #expect(ids[0].time == UnixTime(milliseconds: 1_700_000_000_000))
    }

    @Test("random bits that are used up count on into the time")
    func overflow() {
        struct Greatest: RandomNumberGenerator { mutating func next() -> UInt64 { .max } }
        let source = IDSource(clock: ManualClock().clock, random: Greatest())
        let first = source.next(Thing.self), second = source.next(Thing.self)
        #expect(first.description == "018bcfe5-6800-7fff-bfff-ffffffffffff")
        #expect(second > first && second.time > first.time)
    }

    @Test("the bits are where RFC 9562 has them")
    func bits() {
        // The example of RFC 9562, appendix A.6: its time and its random bits.
        let id = ID<Thing>(time: UnixTime(milliseconds: 0x017F_22E2_79B0), random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        #expect(id.time.milliseconds == 1_645_557_742_000)
    }

    @Test(
        "no other text is one",
        arguments: [
            "", "017f22e2", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e279b07cc398c4dc0c0c07398f",
            "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f ", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2-79b0-7cc3-98c4-dc0c0c0739８f",
            "é7f22e2-79b0-7cc3-98c4-dc0c0c07398f",
            "017f22e27-9b0-7cc3-98c4-dc0c0c07398f",
        ])
    func strict(text: String) {
        #expect(ID<Thing>(text) == nil)
    }

    @Test("JSON is its text, and an identifier of nothing is refused")
    func json() throws {
        let id = ID<Thing>.made(3)
        #expect(try StoredJSON.text(of: [id]) == "[\"\(id)\"]")
        #expect(try StoredJSON.value([ID<Thing>].self, from: "[\"\(id)\"]") == [id])
        #expect(throws: PortraitError.badData("the JSON has a wrong “0”")) {
            try StoredJSON.value([ID<Thing>].self, from: "[\"3\"]")
        }
    }

    @Test("times saturate instead of overflowing")
    func times() throws {
        let now = UnixTime(milliseconds: 5)
        #expect(UnixTime(milliseconds: .min).milliseconds == 0)
        #expect((now + .seconds(Int64.max)).milliseconds == UnixTime.range.upperBound)
        #expect((now + .seconds(Int64.min)).milliseconds == 0)
        #expect((now + .milliseconds(-2)).milliseconds == 3 && now - UnixTime(milliseconds: 2) == .milliseconds(3))
        for json in ["-1", "1e30", "281474976710656", "1.5", "\"5\"", "null", "9223372036854775808"] {
            #expect(throws: PortraitError.self) { try StoredJSON.value([UnixTime].self, from: "[\(json)]") }
        }
        #expect(UnixClock.system.now().milliseconds > 1_700_000_000_000)
    }
}
