import Foundation
package import Support

/// What the suites share that feed broken files to readers: how many, and how they are broken.
package enum Fuzz {
    /// Rounds of one test: `NARCIS_FUZZ_ROUNDS` where it is set, else few enough that all tests stay quick.
    package static func rounds(_ modest: Int) -> Int {
        ProcessInfo.processInfo.environment["NARCIS_FUZZ_ROUNDS"].flatMap(Int.init) ?? modest
    }

    /// Calls `body` with one mutation of `original` after the other, always the same ones in the same order.
    package static func mutations(
        of original: [UInt8], rounds: Int, _ body: ([UInt8]) throws -> Void
    ) rethrows {
        var random = SeededRandom(seed: UInt64(original.count))
        for _ in 0..<rounds { try body(mutated(original, with: &random)) }
    }

    /// Flips, changes, removes, repeats, moves and cuts bytes; runs of 0xFF and 0 and small changes make lying lengths.
    package static func mutated(_ original: [UInt8], with random: inout SeededRandom) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...5, using: &random) where bytes.count > 16 {
            let position = Int.random(in: 0..<bytes.count - 8, using: &random)
            let length = Int.random(in: 1...8, using: &random)
            switch Int.random(in: 0..<9, using: &random) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes[position] &+= Bool.random(using: &random) ? 1 : 255
            case 3: bytes.replaceSubrange(position..<position + length, with: repeatElement(0xFF, count: length))
            case 4: bytes.replaceSubrange(position..<position + length, with: repeatElement(0, count: length))
            case 5: bytes.removeSubrange(position..<position + length)
            case 6: bytes.insert(contentsOf: bytes[position..<position + length], at: position)
            case 7:
                let other = Int.random(in: 0..<bytes.count - 8, using: &random)
                bytes.replaceSubrange(position..<position + length, with: Array(bytes[other..<other + length]))
            default: bytes.removeSubrange(position...)
            }
        }
        return bytes
    }
}
