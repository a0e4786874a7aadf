import Foundation
import Testing

@testable import Imaging

/// Reads the files that Scripts/parity/imaging_fixtures.py wrote.
enum Fixture {
    static func url(_ name: String) throws -> URL {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)")
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url(name)))
    }

    static func raw(_ name: String, width: Int, height: Int) throws -> RGBImage {
        let pixels = try bytes(name)
        try #require(pixels.count == 3 * width * height)
        return RGBImage(width: width, height: height, pixels: pixels)
    }

    struct Cases: Decodable {
        struct Resize: Decodable {
            let file: String
            let filter: String
            let width: Int
            let height: Int
        }
        let resize: [Resize]
        let warp: [Double]
        let sharpness: Double
    }

    static func cases() throws -> Cases {
        try JSONDecoder().decode(Cases.self, from: Data(contentsOf: url("cases.json")))
    }
}

/// The largest and the mean difference of two pictures, in levels of 255.
func difference(_ first: RGBImage, _ second: RGBImage) throws -> (largest: Int, mean: Double) {
    try #require(first.width == second.width && first.height == second.height)
    let differences = zip(first.pixels, second.pixels).map { abs(Int($0) - Int($1)) }
    return (differences.max() ?? 0, Double(differences.reduce(0, +)) / Double(differences.count))
}
