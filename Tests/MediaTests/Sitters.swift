import Foundation
import Media
import TestSupport

/// What the tests draw: Eileen Collins (NASA, public domain) at 180 × 225 pixels, as the networks saw her.
enum Sitters {
    static let astronaut: Sitting = {
        guard let url = Bundle.module.url(forResource: "astronaut", withExtension: "sitting", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { preconditionFailure("the fixture is part of the test target") }
        return Sitting(fixture: [UInt8](data))
    }()

    /// A photograph of one size with a face in it that only its mesh tells.
    static func flat(width: Int, height: Int, mask: Float? = nil, color: (Int, Int) -> (UInt8, UInt8, UInt8)) -> Sitting
    {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (r, g, b) = color(x, y)
                pixels += [r, g, b]
            }
        }
        let scale = Float(height) / Float(astronaut.height)
        let mesh = astronaut.mesh.map { $0 * scale }
        return Sitting(
            width: width, height: height, pixels: pixels, mesh: mesh,
            mask: mask.map {
                Sitting.RawMask(
                    x: 0, y: 0, width: Float(width), height: Float(height),
                    values: Array(repeating: $0, count: Sitting.RawMask.side * Sitting.RawMask.side))
            })
    }

    /// A page whose maps are small, so that thirty media take seconds.
    static func page(_ sitting: Sitting, aspect: Float = 0.8, area: Float = smallArea) throws -> Page {
        try Page(sitting, aspect: aspect, area: area, work: Work(threads: 2))
    }

    /// The astronaut's page, laid out by so many threads.
    static func page(threads: Int = 2, area: Float = smallArea) throws -> Page {
        try pages([Float(threads), area]) { try Page(astronaut, area: area, work: Work(threads: threads)) }
    }

    private static let smallArea: Float = 160 * 200
    private static let pages = MadeOnce<[Float], Page>()

    static func direction(seed: UInt64 = 3, ground: GroundDesign = .sun, variation: Int = 0) -> Direction {
        Direction(
            palette: .amber, ground: ground, lights: LightTable.named("nightclub") ?? [], variation: variation,
            seed: seed)
    }
}

extension Sitting {
    /// Header line with width and height, RGB bytes, 468 × 3 floats, 4 floats of the mask's rectangle, its bytes.
    fileprivate init(fixture bytes: [UInt8]) {
        let end = (bytes.firstIndex(of: 10) ?? 0) + 1
        let header = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
        let width = Int(header[1]) ?? 0, height = Int(header[2].trimmingCharacters(in: .newlines)) ?? 0
        func floats(_ start: Int, _ count: Int) -> [Float] {
            (0..<count).map { index in
                let place = start + 4 * index
                return Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << (8 * $1) })
            }
        }
        let mesh = floats(end + 3 * width * height, 3 * 468)
        let frame = floats(end + 3 * width * height + 12 * 468, 4)
        self.init(
            width: width, height: height, pixels: Array(bytes[end..<end + 3 * width * height]),
            mesh: (0..<468).map { SIMD3(mesh[3 * $0], mesh[3 * $0 + 1], mesh[3 * $0 + 2]) },
            mask: RawMask(
                x: frame[0], y: frame[1], width: frame[2], height: frame[3],
                values: bytes.suffix(RawMask.side * RawMask.side).map { Float($0) / 255 }))
    }
}

/// Every medium by name, in a fixed order.
let allMedia = MediaCatalogue.all.keys.sorted()

/// Media whose strokes are planned by what the canvas shows.
let strokeMedia = ["dabs", "expressionist", "gouache", "oil", "palette-knife", "pastel", "swirl"]

extension Print {
    /// Mean difference of levels, 0…255; infinity where sizes differ.
    func difference(from other: Print) -> Double {
        guard width == other.width, height == other.height else { return .infinity }
        return zip(pixels, other.pixels).reduce(0) { $0 + abs(Double($1.0) - Double($1.1)) } / Double(pixels.count)
    }

    /// The picture at half the size, by means of four.
    var halved: Print {
        var result = Print(width: width / 2, height: height / 2, pixels: [])
        for y in 0..<height / 2 {
            for x in 0..<width / 2 {
                for channel in 0..<3 {
                    let sum = [(0, 0), (1, 0), (0, 1), (1, 1)].reduce(0) {
                        $0 + Int(pixels[3 * ((2 * y + $1.1) * width + 2 * x + $1.0) + channel])
                    }
                    result.pixels.append(UInt8(sum / 4))
                }
            }
        }
        return result
    }
}
