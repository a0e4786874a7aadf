import Foundation
import Imaging
import NeuralInference
import Testing

@testable import FaceAnalysis

/// What Scripts/parity/mask_fixtures.py recorded: masks of MediaPipe's own interpreter, and points of the face mesh.
private struct Recorded: Decodable {
    struct Mask: Decodable, Sendable, CustomTestStringConvertible {
        var photograph: String
        /// x, y, width, height.
        var frame: [Double]
        /// Every sixteenth value, from the eighth on, in both directions.
        var values: [Float]
        /// Of all values.
        var mean: Double

        var testDescription: String { "\(photograph) \(frame.map { Int($0) })" }
        var pictureFrame: PictureFrame { PictureFrame(x: frame[0], y: frame[1], width: frame[2], height: frame[3]) }
    }

    struct Mesh: Decodable, Sendable, CustomTestStringConvertible {
        var photograph: String
        /// By the point's number: x, y, z.
        var points: [String: [Double]]

        var testDescription: String { photograph }
    }

    var meshes: [Mesh]
    /// Frames of 256 × 256 pixels: nothing is scaled.
    var unscaled: [Mask]
    /// Pages around a face.
    var framed: [Mask]

    static let shared: Recorded = {
        guard let url = try? Fixture.url("person_mask.json"), let data = try? Data(contentsOf: url),
            let recorded = try? JSONDecoder().decode(Recorded.self, from: data)
        else { return Recorded(meshes: [], unscaled: [], framed: []) }
        return recorded
    }()
}

private func seen(_ recorded: Recorded.Mask) throws -> [Float] {
    let segmenter = try #require(try Cache.analyzer.get().personSegmenter)
    return try #require(try segmenter.mask(of: recorded.pictureFrame, in: Cache.photograph(recorded.photograph)))
}

private func sixteenth(of mask: [Float]) -> [Float] {
    let places = stride(from: 8, to: PersonSegmenter.side, by: 16)
    return places.flatMap { y in places.map { x in mask[y * PersonSegmenter.side + x] } }
}

@Suite("Where the person is")
struct PersonMaskTests {
    @Test("there are masks and meshes to compare with")
    func recordedIsThere() {
        #expect(Recorded.shared.unscaled.count == 3 && Recorded.shared.framed.count == 4)
        #expect(Recorded.shared.meshes.count == Golden.shared.photographs.count)
    }

    @Test("the rewritten network answers as MediaPipe's interpreter does", arguments: Recorded.shared.unscaled)
    private func unscaled(recorded: Recorded.Mask) throws {
        let mask = try seen(recorded)
        try #require(mask.count == PersonSegmenter.side * PersonSegmenter.side)
        for (value, expected) in zip(sixteenth(of: mask), recorded.values) { #expect(abs(value - expected) < 1e-3) }
        #expect(abs(mask.reduce(0) { $0 + Double($1) } / Double(mask.count) - recorded.mean) < 1e-4)
    }

    @Test("a page around the face is seen as the reference sees it", arguments: Recorded.shared.framed)
    private func framed(recorded: Recorded.Mask) throws {
        let mask = try seen(recorded)
        #expect(mask.allSatisfy { (0...1).contains($0) })
        #expect(abs(mask.reduce(0) { $0 + Double($1) } / Double(mask.count) - recorded.mean) < 0.01)
        // Scalers differ; away from the outline that makes no difference.
        let differences = zip(sixteenth(of: mask), recorded.values).map { abs($0 - $1) }
        #expect(differences.filter { $0 > 0.1 }.count <= 6)
    }

    @Test(
        "a frame that no picture can have is refused",
        arguments: [0, -5, .nan, .infinity, 1e30])
    func refused(width: Double) throws {
        let segmenter = try #require(try Cache.analyzer.get().personSegmenter)
        let image = RGBImage(width: 20, height: 30)
        #expect(try segmenter.mask(of: PictureFrame(x: 0, y: 0, width: width, height: 9), in: image) == nil)
        #expect(try segmenter.mask(of: PictureFrame(x: -1e30, y: 0, width: 9, height: 9), in: image) == nil)
        #expect(try segmenter.mask(of: PictureFrame(x: 0, y: .nan, width: 9, height: 9), in: image) == nil)
    }

    @Test("a network of another kind is refused when it is loaded")
    func otherNetwork() {
        let url = Cache.folder.appending(path: "faces/face_landmark.tflite")
        #expect(throws: NeuralInferenceError.self) { try PersonSegmenter(contentsOf: url) }
    }

    @Test("a buffalo_l folder borrows the person's network and the mesh, and only if it is told from where")
    func borrowed() throws {
        let buffalo = try Fixture.url("buffalo_l"), faces = Cache.folder.appending(path: "faces")
        let alone = try FaceAnalyzer(folder: buffalo)
        #expect(try alone.personSegmenter == nil && alone.meshDetector == nil)
        let lent = try FaceAnalyzer(folder: buffalo, defaults: faces)
        #expect(lent.name == "buffalo_l" && lent.files == alone.files)
        #expect(try lent.personSegmenter?.file == faces.appending(path: "person_mask.tflite"))
        #expect(try lent.meshDetector != nil)
        // Other landmarks have no depth.
        #expect(try lent.landmarkDetector.mesh(of: .made(), in: RGBImage(width: 400, height: 400)) == nil)
    }
}

@Suite("Frames of pictures")
struct PictureFrameTests {
    private let image: RGBImage = {
        var image = RGBImage(width: 8, height: 6)
        for y in 0..<6 {
            for x in 0..<8 { image[x, y] = RGBColor(red: UInt8(30 * x), green: UInt8(40 * y), blue: 7) }
        }
        return image
    }()

    @Test("a frame of whole pixels at its own size is a cut, with the edge going on beyond the picture")
    func cut() throws {
        let frame = PictureFrame(x: -2, y: 1, width: 12, height: 9)
        let cut = image.cropped(to: PixelRect(x: -2, y: 1, width: 12, height: 9), outside: .edge)
        #expect(image.stretched(frame, width: 12, height: 9) == cut)
    }

    @Test("width and height are stretched each by itself, about the pixels' corners")
    func stretched() throws {
        let halved = try #require(
            image.stretched(PictureFrame(x: 0, y: 0, width: 8, height: 6), width: 4, height: 12))
        // A ramp stays a ramp: away from the edges, the middle of two pixels has their mean.
        #expect(halved[1, 6] == RGBColor(red: 75, green: 110, blue: 7))
        #expect(halved[2, 5] == RGBColor(red: 135, green: 90, blue: 7))
        // Parts of pixels move the ramp.
        let moved = try #require(
            image.stretched(PictureFrame(x: 2.5, y: 0, width: 4, height: 6), width: 4, height: 6))
        #expect(moved[0, 2] == RGBColor(red: 75, green: 80, blue: 7))
    }

    @Test("a fine checkerboard becomes gray instead of a pattern")
    func aliasing() throws {
        var board = RGBImage(width: 700, height: 500)
        for y in 0..<500 { for x in 0..<700 where (x + y) % 2 == 0 { board[x, y] = .white } }
        let small = try #require(
            board.stretched(PictureFrame(x: 20, y: 30, width: 600, height: 400), width: 64, height: 64))
        #expect(small.pixels.allSatisfy { (120...136).contains($0) })
    }
}

@Suite("The face mesh")
struct FaceMeshTests {
    @Test("points and their depth agree with an independent implementation", arguments: Recorded.shared.meshes)
    private func recorded(recorded: Recorded.Mesh) throws {
        let golden = try #require(try Golden.shared.photograph(recorded.photograph).faces.first)
        let face = DetectedFace(
            left: golden.box[0], top: golden.box[1], right: golden.box[2], bottom: golden.box[3],
            score: golden.score, keypoints: points(golden.points))
        let detector = try #require(try Cache.analyzer.get().meshDetector)
        let mesh = try #require(try detector.mesh(of: face, in: Cache.photograph(recorded.photograph)))
        #expect(mesh.points.count == 468 && recorded.points.count == 9)
        for (number, place) in recorded.points {
            let point = mesh.points[try #require(Int(number))]
            #expect(abs(Double(point.x) - place[0]) < 0.01 * face.width, "\(number)")
            #expect(abs(Double(point.y) - place[1]) < 0.01 * face.width, "\(number)")
            #expect(abs(Double(point.z) - place[2]) < 0.02 * face.width, "\(number)")
        }
        // The nose is nearer than the sides of the face.
        #expect(mesh.points[1].z < min(mesh.points[234].z, mesh.points[454].z))
    }

    @Test("numbers that no picture can have make no face", arguments: [Float.nan, .infinity, 1e30])
    func implausible(number: Float) {
        var points = (0..<468).map { SIMD3<Float>(Float($0 % 20), Float($0 / 20), 1) }
        #expect(FaceMesh(points: points).face(extent: 100)?.right == 19)
        points[400].z = number
        #expect(FaceMesh(points: points).face(extent: 100) == nil)
        points[400] = SIMD3(number, 0, 0)
        #expect(FaceMesh(points: points).face(extent: 100) == nil)
    }

    @Test("a face whose five points are missing has no mesh")
    func missing() throws {
        let detector = try #require(try Cache.analyzer.get().meshDetector)
        var face = DetectedFace.made()
        face.keypoints = []
        #expect(try detector.mesh(of: face, in: RGBImage(width: 400, height: 400)) == nil)
    }
}
