import Foundation
import TestSupport
import Testing

@testable import FaceAnalysis
@testable import Imaging

/// What Scripts/parity/face_fixtures.py found in the photographs that set-up fetched.
struct Golden: Decodable {
    struct Photograph: Decodable, Sendable, CustomTestStringConvertible {
        var name: String
        var width: Int
        var height: Int
        var extent: Int
        var faces: [Face]

        var testDescription: String { name }
    }

    struct Face: Decodable, Sendable {
        /// Left, top, right, bottom.
        var box: [Double]
        var score: Double
        var points: [[Double]]
        var vector: [Float]
        var age: Double
        var woman: Double
        var mesh: [String: [[Double]]]
    }

    struct Alignment: Decodable, Sendable {
        var points: [[Double]]
        var matrix: [[Double]]
    }

    struct CloseUp: Decodable {
        var name: String
        var x: Int
        var y: Int
        var side: Int
        var extent: Int
    }

    var photographs: [Photograph]
    var alignments: [Alignment]
    var closeUp: CloseUp

    static let shared: Golden = {
        guard let url = try? Fixture.url("faces.json"), let data = try? Data(contentsOf: url),
            let golden = try? JSONDecoder().decode(Golden.self, from: data)
        else {
            return Golden(photographs: [], alignments: [], closeUp: CloseUp(name: "", x: 0, y: 0, side: 0, extent: 0))
        }
        return golden
    }()

    func photograph(_ name: String) throws -> Photograph {
        try #require(photographs.first { $0.name == name })
    }
}

enum Fixture {
    static func url(_ name: String) throws -> URL {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)")
    }
}

/// What set-up fetched.
enum Cache {
    static let folder = FetchedFiles.folder

    static func photograph(_ name: String) throws -> RGBImage {
        try RGBImage(contentsOf: folder.appending(path: "photographs/\(name)"))
    }

    /// The default networks, loaded once for all tests.
    static let analyzer = Result { try FaceAnalyzer(folder: folder.appending(path: "faces")) }
}

extension DetectedFace {
    /// A face in the middle of a picture, for what needs no network.
    static func made(
        left: Double = 100, top: Double = 100, width: Double = 100, height: Double = 120, score: Double = 0.8,
        turn: Double = 0
    ) -> DetectedFace {
        let relative = [(0.3, 0.4), (0.7, 0.4), (0.5 + turn, 0.6), (0.35, 0.8), (0.65, 0.8)]
        return DetectedFace(
            left: left, top: top, right: left + width, bottom: top + height, score: score,
            keypoints: relative.map { Point(x: left + $0.0 * width, y: top + $0.1 * height) })
    }
}

func points(_ pairs: [[Double]]) -> [Point] { pairs.map { Point(x: $0[0], y: $0[1]) } }
