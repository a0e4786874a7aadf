import Foundation
import Imaging
import NeuralInference
import Testing

@testable import FaceAnalysis

@Suite("Face detection")
struct DetectionTests {
    @Test("boxes, points and scores agree with an independent implementation", arguments: Golden.shared.photographs)
    func golden(photograph: Golden.Photograph) throws {
        let image = try Cache.photograph(photograph.name)
        #expect(image.width == photograph.width && image.height == photograph.height)
        let faces = try Cache.analyzer.get().detector.faces(in: image)
        try #require(faces.count == photograph.faces.count)
        // Decoders and scalers round differently by one level of 255, which moves an edge by less than a pixel.
        let tolerance = 0.004 * Double(max(image.width, image.height))
        for (face, golden) in zip(faces, photograph.faces) {
            #expect(abs(face.score - golden.score) < 0.01)
            for (edge, expected) in zip([face.left, face.top, face.right, face.bottom], golden.box) {
                #expect(abs(edge - expected) < tolerance)
            }
            for (point, expected) in zip(face.keypoints, points(golden.points)) {
                #expect(point.distance(to: expected) < tolerance)
            }
        }
    }

    @Test("there are photographs to compare with")
    func goldenIsThere() { #expect(Golden.shared.photographs.count == 11) }

    @Test("a face that fills the picture is missed at the full extent and found at a smaller one")
    func closeUp() throws {
        let closeUp = Golden.shared.closeUp
        let image = try Cache.photograph(closeUp.name)
            .cropped(to: PixelRect(x: closeUp.x, y: closeUp.y, width: closeUp.side, height: closeUp.side))
        let detector = try Cache.analyzer.get().detector
        #expect(try detector.faces(in: image, extent: 640).isEmpty)
        let faces = try detector.faces(in: image)
        #expect(faces.count == 1)
        let face = try #require(faces.first)
        #expect(abs(face.center.x - Double(closeUp.side) / 2) < 0.15 * Double(closeUp.side))
        #expect(try faces == detector.faces(in: image, extent: closeUp.extent))
    }

    @Test("a picture without a face gives none at any extent")
    func nothing() throws {
        #expect(try Cache.analyzer.get().detector.faces(in: RGBImage(width: 300, height: 200)).isEmpty)
    }

    @Test("in a painting the surest face counts where none is sure, and in a photograph it does not")
    func painted() throws {
        let detector = try Cache.analyzer.get().detector
        let golden = try #require(Golden.shared.photographs.first { $0.faces.count == 1 })
        let photograph = try Cache.photograph(golden.name)
        #expect(try detector.paintedFaces(in: photograph) == detector.faces(in: photograph))
        // Coarser and coarser, until the detector is no longer sure.
        var coarse = photograph
        for side in stride(from: 156, to: 0, by: -4) {
            coarse =
                photograph
                .resized(width: side, height: side * photograph.height / photograph.width, filter: .bicubic)
                .resized(width: photograph.width, height: photograph.height, filter: .bicubic)
            if try detector.faces(in: coarse).isEmpty { break }
        }
        #expect(try detector.faces(in: coarse).isEmpty)
        let found = try detector.paintedFaces(in: coarse)
        try #require(found.count == 1)
        let expected = golden.faces[0].box
        #expect(abs(found[0].center.x - (expected[0] + expected[2]) / 2) < 0.1 * Double(photograph.width))
        #expect(abs(found[0].center.y - (expected[1] + expected[3]) / 2) < 0.1 * Double(photograph.height))
        #expect(FaceDetector.paintedThreshold...FaceDetector.threshold ~= found[0].score)
        #expect(try detector.paintedFaces(in: RGBImage(width: 300, height: 200)).isEmpty)
    }

    @Test("a network of another kind is refused when it is loaded")
    func otherNetwork() {
        let url = Cache.folder.appending(path: "faces/gender-v1.onnx")
        #expect(throws: NeuralInferenceError.self) { try FaceDetector(contentsOf: url) }
    }

    @Test("the letterbox keeps the shape, cuts the shorter side to whole pixels and scales by the height")
    func letterbox() {
        let tall = Letterbox(width: 970, height: 2204, extent: 640)
        #expect(tall.width == 281 && tall.height == 640)
        #expect(abs(tall.scale - 640.0 / 2204) < 1e-12)
        let wide = Letterbox(width: 1000, height: 333, extent: 640)
        #expect(wide.width == 640 && wide.height == 213)
        #expect(abs(wide.scale - 213.0 / 333) < 1e-12)
        let square = Letterbox(width: 512, height: 512, extent: 320)
        #expect(square.width == 320 && square.height == 320 && square.scale == 0.625)
        let sliver = Letterbox(width: 5000, height: 2, extent: 640)
        #expect(sliver.width == 640 && sliver.height == 1)
    }

    @Test("planes are RGB in −1…1 from the top left, and the rest is black")
    func planes() {
        var image = RGBImage(width: 2, height: 1, filledWith: RGBColor(red: 255, green: 127, blue: 0))
        image[1, 0] = RGBColor(red: 0, green: 0, blue: 255)
        let planes = Letterbox(width: 2, height: 1, extent: 2).planes(of: image, side: 3)
        func value(_ channel: Int, _ x: Int, _ y: Int) -> Float { planes[9 * channel + 3 * y + x] }
        #expect(value(0, 0, 0) == 127.5 / 128)
        #expect(value(1, 0, 0) == -0.5 / 128)
        #expect(value(2, 0, 0) == -127.5 / 128)
        #expect(value(2, 1, 0) == 127.5 / 128)
        for channel in 0..<3 {
            #expect(value(channel, 2, 0) == -127.5 / 128 && value(channel, 0, 1) == -127.5 / 128)
        }
    }

    @Test("a row is decoded as its anchor's cell, in strides, then scaled back")
    func decoding() throws {
        let columns = 640 / 32
        let row = 2 * (3 * columns + 5) + 1
        var scores = [Float](repeating: 0, count: 2 * columns * columns)
        var boxes = [Float](repeating: 0, count: 4 * scores.count)
        var offsets = [Float](repeating: 0, count: 10 * scores.count)
        scores[row] = 0.5
        boxes.replaceSubrange(4 * row..<4 * row + 4, with: [1, 2, 3, 4])
        offsets.replaceSubrange(10 * row..<10 * row + 10, with: [-1, -0.5, 1, -0.5, 0, 0, -1, 1, 1, 1])
        let faces = FaceDetector.decode(
            scores: scores, boxes: boxes, points: offsets, stride: 32, scale: 0.5, pictureExtent: 1280)
        let face = try #require(faces.first)
        #expect(faces.count == 1)
        // The cell's corner is (160, 96); twice as large in the picture.
        #expect([face.left, face.top, face.right, face.bottom] == [256, 64, 512, 448])
        #expect(face.keypoints[0] == Point(x: 256, y: 160) && face.keypoints[4] == Point(x: 384, y: 256))
    }

    @Test(
        "scores below one half and numbers that are none are passed over",
        arguments: [Float.nan, .infinity, -1e30, 30_000])
    func implausible(number: Float) {
        let row = [Float](repeating: 1, count: 4), offsets = [Float](repeating: 1, count: 10)
        func decode(_ score: Float, _ boxes: [Float], _ offsets: [Float]) -> Int {
            FaceDetector.decode(scores: [score], boxes: boxes, points: offsets, stride: 8, scale: 1, pictureExtent: 640)
                .count
        }
        #expect(decode(0.9, row, offsets) == 1)
        #expect(decode(0.4999, row, offsets) == 0)
        #expect(decode(.nan, row, offsets) == 0)
        #expect(decode(0.9, [1, 1, number, 1], offsets) == 0)
        #expect(decode(0.9, row, Array(repeating: number, count: 10)) == 0)
    }

    @Test("of two boxes that overlap by more than 0.4 the better stays, with areas in whole pixels")
    func suppression() {
        let best = DetectedFace.made(left: 0, top: 0, width: 9, height: 9, score: 0.9)
        // 10 × 10 pixels each: shifted by 4 the overlap is 60/140, by 5 it is 50/150.
        let near = DetectedFace.made(left: 4, top: 0, width: 9, height: 9, score: 0.8)
        let far = DetectedFace.made(left: 5, top: 0, width: 9, height: 9, score: 0.7)
        #expect(abs(best.overlap(with: near) - 60.0 / 140) < 1e-12)
        #expect([far, near, best].suppressed() == [best, far])
        #expect([near, far].suppressed() == [near])
        #expect(best.overlap(with: .made(left: 50, top: 50)) == 0)
    }
}
