import Foundation
import Media
import Testing

/// Every medium's picture as it was last looked at and found good.
///
/// A picture is compared by what the eye sees of it: its arrangement of light (a perceptual hash: Zauner 2010) and its
/// colors, not its bytes, which differ between compilers. `NARCIS_RECORD=1` records the pictures anew; look at them
/// first.
@Suite("Golden pictures", .serialized) struct GoldenTests {
    /// Of 63 bits.
    private static let allowedBits = 5
    /// Mean difference of the colors of 4 × 5 fields, 0…255.
    private static let allowedLevels = 3.0

    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/golden.json")
    private static let isRecording = ProcessInfo.processInfo.environment["NARCIS_RECORD"] == "1"

    @Test("look as they did", .disabled(if: isRecording), arguments: allMedia)
    func golden(name: String) throws {
        let golden = try #require(
            Self.recorded().pictures[name], "\(name) has no golden picture; NARCIS_RECORD=1 records it")
        let appearance = try Self.appearance(name)
        #expect(appearance.bits(from: golden) <= Self.allowedBits)
        #expect(appearance.levels(from: golden) <= Self.allowedLevels)
    }

    @Test("are all of media that exist, and no two look alike", .disabled(if: isRecording))
    func names() throws {
        let (drawing, known) = try (Self.recorded().drawing, Self.recorded().pictures)
        #expect(drawing == MediaCatalogue.drawing, "look at the pictures and record them anew")
        #expect(known.keys.sorted() == allMedia)
        for (name, golden) in known {
            for (other, theirs) in known where name < other {
                #expect(!Self.areAlike(golden, theirs), "\(name) and \(other)")
            }
        }
    }

    @Test("are recorded", .enabled(if: isRecording))
    func record() throws {
        var recorded: [String: Appearance] = [:]
        let before = try Self.recorded()
        for name in allMedia {
            let appearance = try Self.appearance(name)
            recorded[name] = appearance
            guard before.drawing == MediaCatalogue.drawing, let golden = before.pictures[name] else { continue }
            #expect(
                Self.areAlike(appearance, golden),
                "\(name) looks otherwise: if pictures of this version are out, raise MediaCatalogue.drawing")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // One medium in a line, so that a change of one is seen as one.
        let lines = try recorded.sorted { $0.key < $1.key }.map { name, appearance in
            "  \"\(name)\": \(String(decoding: try encoder.encode(appearance), as: UTF8.self))"
        }
        let pictures = lines.joined(separator: ",\n")
        try Data("{\"drawing\": \(MediaCatalogue.drawing), \"pictures\": {\n\(pictures)\n}}\n".utf8).write(
            to: Self.file)
    }

    private struct Recorded: Decodable {
        /// The version of the media that drew them.
        var drawing: Int
        var pictures: [String: Appearance]
    }

    private static func recorded() throws -> Recorded {
        try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: file))
    }

    private static func areAlike(_ one: Appearance, _ other: Appearance) -> Bool {
        one.bits(from: other) <= allowedBits && one.levels(from: other) <= allowedLevels
    }

    private static func appearance(_ name: String) throws -> Appearance {
        let medium = try #require(MediaCatalogue.all[name])
        let artwork = try medium.artwork(of: Sitters.page(), in: Sitters.direction())
        return Appearance(try artwork.print(width: 256, height: 320, work: Work(threads: 2)))
    }
}

/// What a picture looks like from afar.
private struct Appearance: Codable {
    /// 63 bits in hexadecimal digits.
    var hash: String
    /// Mean colors of 4 × 5 fields, row by row, red, green and blue, 0…255.
    var colors: [Int]

    private static let columns = 4, rows = 5
    /// Side of the picture that is hashed, and of the block of its lowest frequencies.
    private static let side = 32, block = 8

    init(_ picture: Print) {
        colors = picture.fields(columns: Self.columns, rows: Self.rows).flatMap { color in
            (0..<3).map { Int(color[$0].rounded()) }
        }
        let light = picture.fields(columns: Self.side, rows: Self.side).map {
            ($0 * SIMD3(0.299, 0.587, 0.114)).sum()
        }
        let frequencies = Self.lowFrequencies(light).dropFirst()
        let median = frequencies.sorted()[frequencies.count / 2]
        let bits = frequencies.reduce(UInt64(0)) { $0 << 1 | ($1 > median ? 1 : 0) }
        hash = String(bits, radix: 16)
    }

    /// The lowest `block` × `block` frequencies of the cosine transform (DCT-II), row by row.
    private static func lowFrequencies(_ light: [Double]) -> [Double] {
        let waves = (0..<block).map { u in
            (0..<side).map { cos(.pi * (Double($0) + 0.5) * Double(u) / Double(side)) }
        }
        return (0..<block * block).map { index in
            let (v, u) = (waves[index / block], waves[index % block])
            return (0..<side * side).reduce(0) { $0 + light[$1] * v[$1 / side] * u[$1 % side] }
        }
    }

    /// How many bits of the hashes differ.
    func bits(from other: Appearance) -> Int {
        guard let own = UInt64(hash, radix: 16), let theirs = UInt64(other.hash, radix: 16) else { return .max }
        return (own ^ theirs).nonzeroBitCount
    }

    /// Mean difference of the colors, 0…255.
    func levels(from other: Appearance) -> Double {
        guard colors.count == other.colors.count, !colors.isEmpty else { return .infinity }
        return Double(zip(colors, other.colors).reduce(0) { $0 + abs($1.0 - $1.1) }) / Double(colors.count)
    }
}

extension Print {
    /// Mean colors of equal fields, row by row, 0…255.
    fileprivate func fields(columns: Int, rows: Int) -> [SIMD3<Double>] {
        var sums = [SIMD3<Double>](repeating: .zero, count: columns * rows),
            counts = [Double](repeating: 0, count: columns * rows)
        for y in 0..<height {
            for x in 0..<width {
                let field = y * rows / height * columns + x * columns / width, start = 3 * (y * width + x)
                sums[field] += SIMD3(Double(pixels[start]), Double(pixels[start + 1]), Double(pixels[start + 2]))
                counts[field] += 1
            }
        }
        return zip(sums, counts).map { $0 / max($1, 1) }
    }
}
