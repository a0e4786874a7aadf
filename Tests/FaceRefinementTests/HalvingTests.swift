import Testing
import Torch

@testable import PortraitEngine

@Suite("Short memory")
struct HalvingTests {
    /// Work that has room for so many rows.
    private func work(_ room: Int, _ tried: inout [[Int]], _ released: inout Int) throws -> [Int] {
        try halving(Array(1...7), release: { released += 1 }) { rows in
            tried.append(rows)
            if rows.count > room { throw TorchError.outOfMemory("tried to allocate 2 GiB") }
            return rows.map { 10 * $0 }
        }
    }

    @Test("rows are halved until they have room, and stay in order")
    func halves() throws {
        var tried: [[Int]] = [], released = 0
        #expect(try work(2, &tried, &released) == [10, 20, 30, 40, 50, 60, 70])
        #expect(tried == [[1, 2, 3, 4, 5, 6, 7], [1, 2, 3], [1], [2, 3], [4, 5, 6, 7], [4, 5], [6, 7]])
        #expect(released == 3)
    }

    @Test("one row that is too large is told")
    func tooLarge() {
        var tried: [[Int]] = [], released = 0
        #expect(throws: TorchError.outOfMemory("tried to allocate 2 GiB")) { try work(0, &tried, &released) }
    }

    @Test("another failure is not tried again")
    func otherFailure() {
        struct Broken: Error {}
        var tries = 0
        #expect(throws: Broken.self) {
            try halving([1, 2], release: {}) { (_: [Int]) -> [Int] in
                tries += 1
                throw Broken()
            }
        }
        #expect(tries == 1)
    }
}
