import Testing

@testable import PortraitDomain

@Suite("Seeds")
struct SeedTests {
    private static let largest = UInt64(UInt32.max)

    @Test("picture i has the seed of the first plus i, wrapping")
    func images() {
        #expect((0..<3).map { PortraitRequest.seed(7, forImage: $0) } == [7, 8, 9])
        #expect(PortraitRequest.seed(Self.largest, forImage: 2) == 1)
        #expect(PortraitRequest.seed(.max, forImage: 1) == 0)
    }

    @Test("the seeds of 16 attempts at 64 pictures are different and stay below 2³²", arguments: [0, 5, largest])
    func attempts(first: UInt64) {
        var seeds: Set<UInt64> = []
        for image in 0..<64 {
            let own = PortraitRequest.seed(first, forImage: image)
            #expect(PortraitRequest.seed(own, forAttempt: 0) == own)
            for attempt in 0..<16 { seeds.insert(PortraitRequest.seed(own, forAttempt: attempt)) }
        }
        #expect(seeds.count == 16 * 64)
        #expect(seeds.allSatisfy { $0 <= Self.largest })
    }

    @Test("a drawn seed is below 2³²")
    func drawn() {
        for _ in 0..<100 { #expect(PortraitRequest.randomSeed() <= Self.largest) }
    }

    @Test("a larger one is refused for a new picture and stays what it is for a repeated one")
    func large() throws {
        var request = PortraitRequest.valid
        request.seed = Self.largest
        #expect(request.problems.isEmpty)
        request.seed = Self.largest + 1
        #expect(
            request.problems == [
                RequestProblem(field: "seed", message: "is 4294967296; it must be 0 to 4294967295")
            ])
        request.repeated = RepeatedPicture()
        #expect(request.problems.isEmpty)
        #expect(PortraitRequest.seed(.max, forImage: 0) == .max && PortraitRequest.seed(.max, forAttempt: 0) == .max)
    }
}
