import Support
import Testing

@Suite struct BoundedMemoTests {
    @Test("The least recently used value is forgotten first") func order() {
        let memo = BoundedMemo<String, Int>(limit: 3)
        for (key, value) in [("a", 1), ("b", 2), ("c", 3)] { memo.insert(value, for: key) }
        #expect(memo["a"] == 1)
        memo.insert(20, for: "b")
        memo.insert(4, for: "d")
        #expect(memo.count == 3)
        #expect(["a", "b", "c", "d"].map { memo[$0] } == [1, 20, nil, 4])
    }

    @Test("A value is made once while it is remembered") func values() {
        let memo = BoundedMemo<Int, Int?>(limit: 2)
        var made: [Int] = []
        for key in [1, 1, 2, 1, 3, 1, 2] {
            #expect(
                memo.value(key) {
                    made.append(key)
                    return key == 1 ? nil : key
                } == (key == 1 ? nil : key))
        }
        #expect(made == [1, 2, 3, 2])
    }

    @Test("A limit of 0 keeps nothing", arguments: [0, -1]) func nothing(limit: Int) {
        let memo = BoundedMemo<Int, Int>(limit: limit)
        memo.insert(1, for: 1)
        #expect(memo.count == 0 && memo[1] == nil)
    }

    /// Against a list that is kept in order of use.
    @Test("Random uses agree with a plain list", arguments: [1, 2, 5, 16]) func random(limit: Int) {
        let memo = BoundedMemo<Int, Int>(limit: limit)
        var random = SeededRandom(seed: UInt64(limit))
        var list: [(key: Int, value: Int)] = []
        for round in 0..<5000 {
            let key = Int.random(in: 0..<limit * 2, using: &random)
            let known = list.firstIndex { $0.key == key }.map { list.remove(at: $0) }
            if Bool.random(using: &random) {
                memo.insert(round, for: key)
                list.append((key, round))
                if list.count > limit { list.removeFirst() }
            } else {
                #expect(memo[key] == known?.value)
                if let known { list.append(known) }
            }
        }
        #expect(memo.count == list.count)
    }
}
