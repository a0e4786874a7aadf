import Foundation
import Imaging
import NeuralInference
import PortraitDomain
import TestSupport
import Testing

@testable import FaceAnalysis

/// A folder laid out like InsightFace's buffalo_l, with tiny networks whose outputs show what went in
/// (Scripts/parity/buffalo_networks.py).
@Suite("A buffalo_l folder")
struct InsightFaceTests {
    private let analyzer: FaceAnalyzer

    init() throws { analyzer = try FaceAnalyzer(folder: Fixture.url("buffalo_l")) }

    @Test("the detector sees RGB as (value − 127.5)/128 and its three strides are told apart")
    func detector() throws {
        let color = RGBColor(red: 250, green: 220, blue: 200)
        let faces = try analyzer.detector.faces(in: RGBImage(width: 640, height: 640, filledWith: color))
        try #require(faces.count == 3)
        for (face, (level, stride)) in zip(faces, [(250.0, 8.0), (220, 16), (200, 32)]) {
            #expect(abs(face.score - (level - 127.5) / 128) < 1e-5)
            #expect(face.width == 6 * stride && face.height == 8 * stride)
            #expect(face.keypoints[2].x == face.left + 2 * stride)
        }
        // Anchor 3240 of stride 8: row 20, column 20.
        #expect(faces[0].keypoints[2] == Point(x: 160, y: 160))
    }

    @Test("a picture that is not square lies at the top left, black beside it")
    func letterbox() throws {
        let image = RGBImage(width: 1280, height: 1024, filledWith: RGBColor(red: 255, green: 0, blue: 0))
        let faces = try analyzer.detector.faces(in: image, extent: 640)
        let expected = (127.5 * 0.8 - 127.5 * 0.2) / 128
        #expect(faces.count == 1)
        #expect(abs((faces.first?.score ?? 0) - expected) < 1e-4)
        // Twice the canvas: everything is twice as large.
        #expect(faces.first?.keypoints[2] == Point(x: 320, y: 320))
    }

    @Test("the identity vector has 512 values of the aligned face, (RGB − 127.5)/127.5 in planes")
    func embedder() throws {
        let image = try Cache.photograph("astronaut.png")
        let golden = try #require(try Golden.shared.photograph("astronaut.png").faces.first)
        #expect(try analyzer.embedder.width == 512)
        let vector = try #require(try analyzer.embedder.vector(of: image, keypoints: points(golden.points)))
        let places = try JSONDecoder().decode([Int].self, from: Data(contentsOf: Fixture.url("buffalo_l/places.json")))
        let aligned = try #require(image.aligned(points(golden.points), to: FaceTemplate.arcFace, size: 112))
        let expected = places.map { place in
            (Float(aligned.pixels[3 * (place % 12544) + place / 12544]) - 127.5) / 127.5
        }
        #expect(zip(vector, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test("landmarks come from a crop of 192 pixels, RGB 0…255, and go back as (value + 1)·96")
    func landmarks() throws {
        let color = RGBColor(red: 204, green: 30, blue: 102)
        let image = RGBImage(width: 400, height: 400, filledWith: color)
        let face = DetectedFace.made(left: 100, top: 100, width: 96, height: 128)
        let landmarks = try #require(try analyzer.landmarkDetector.landmarks(of: face, in: image))
        // The crop is 1.5 · 128 pixels of the picture about (148, 164); it lies inside, so every pixel has the color.
        let point = landmarks[.rightBrow][3]
        #expect(abs(point.x - (148 + (0.8 + 1) * 96 - 96)) < 0.01)
        #expect(abs(point.y - (164 + (0.4 + 1) * 96 - 96)) < 0.01)
        // The first point of the spiral, its middle, is the chin.
        #expect(landmarks[.jaw][16].distance(to: Point(x: 148, y: 164)) < 0.01)
    }

    @Test("gender is the larger of two values and age the third in centuries")
    func attributes() throws {
        let estimator = try #require(try analyzer.attributeEstimator)
        func attributes(_ color: RGBColor) throws -> AttributeEstimator.Attributes? {
            try estimator.attributes(of: .made(), in: RGBImage(width: 400, height: 400, filledWith: color))
        }
        let woman = try attributes(RGBColor(red: 200, green: 102, blue: 100))
        #expect(woman == AttributeEstimator.Attributes(age: 40, womanProbability: 1))
        let man = try attributes(RGBColor(red: 100, green: 51, blue: 200))
        #expect(man == AttributeEstimator.Attributes(age: 20, womanProbability: 0))
    }

    @Test("a folder that lacks one of the networks names it")
    func incomplete() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.copyItem(
                at: Fixture.url("buffalo_l/det_10g.onnx"), to: folder.appending(path: "det_10g.onnx"))
            let error = #expect(throws: NeuralInferenceError.self) { try FaceAnalyzer(folder: folder) }
            #expect(error?.description.contains("w600k_r50.onnx") == true)
        }
    }

    @Test("a network that does not judge photographs is read when it is first used")
    func onDemand() throws {
        try withTemporaryFolder { parent in
            let folder = parent.appending(path: "networks")
            try FileManager.default.copyItem(at: Fixture.url("buffalo_l"), to: folder)
            try Data("no network".utf8).write(to: folder.appending(path: "w600k_r50.onnx"))
            let analyzer = try FaceAnalyzer(folder: folder)
            for _ in 0..<2 {
                let error = try #require(throws: NeuralInferenceError.self) { try analyzer.embedder }
                let told = PortraitError(faceNetworks: error, areFetched: false)
                #expect(told.description.hasPrefix("the face networks cannot be loaded: ") && told.advice == nil)
                #expect(PortraitError(faceNetworks: error).advice == .runSetUp)
            }
            try Data("no network".utf8).write(to: folder.appending(path: "det_10g.onnx"))
            #expect(throws: NeuralInferenceError.self) { try FaceAnalyzer(folder: folder) }
        }
    }
}
