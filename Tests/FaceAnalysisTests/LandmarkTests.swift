import Foundation
import Imaging
import Testing

@testable import FaceAnalysis

@Suite("Landmarks, age and gender")
struct LandmarkTests {
    @Test(
        "the mesh's eyes, mouth, brows and chin lie where the reference has them", arguments: Golden.shared.photographs)
    func mesh(photograph: Golden.Photograph) throws {
        let image = try Cache.photograph(photograph.name)
        let golden = try #require(photograph.faces.first)
        let face = face(golden)
        let landmarks = try #require(try Cache.analyzer.get().landmarkDetector.landmarks(of: face, in: image))
        func ends(_ contour: FaceLandmarks.Contour) -> [Point] {
            let line = landmarks[contour]
            return [line[0], line[contour.isClosed ? line.count / 2 : line.count - 1]]
        }
        let tolerance = 0.02 * face.width
        let found: [String: [Point]] = [
            "left-eye": ends(.leftEye), "right-eye": ends(.rightEye), "mouth": ends(.mouth),
            "left-brow": ends(.leftBrow), "right-brow": ends(.rightBrow),
            "chin": [landmarks[.jaw][landmarks[.jaw].count / 2]],
        ]
        for (name, expected) in golden.mesh {
            for (point, place) in zip(try #require(found[name]), points(expected)) {
                #expect(point.distance(to: place) < tolerance, "\(name) of \(photograph.name)")
            }
        }
    }

    @Test("the middle of an eye lies near the detector's point", arguments: Golden.shared.photographs)
    func eyes(photograph: Golden.Photograph) throws {
        let golden = try #require(photograph.faces.first)
        let face = face(golden)
        let landmarks = try #require(
            try Cache.analyzer.get().landmarkDetector.landmarks(of: face, in: Cache.photograph(photograph.name)))
        for (contour, keypoint) in [(FaceLandmarks.Contour.leftEye, 0), (.rightEye, 1)] {
            let line = landmarks[contour]
            let middle = Point(
                x: line.reduce(0) { $0 + $1.x } / Double(line.count),
                y: line.reduce(0) { $0 + $1.y } / Double(line.count))
            #expect(middle.distance(to: face.keypoints[keypoint]) < 0.08 * face.width)
        }
    }

    @Test("age and gender agree with an independent implementation", arguments: Golden.shared.photographs)
    func attributes(photograph: Golden.Photograph) throws {
        let golden = try #require(photograph.faces.first)
        let estimator = try #require(try Cache.analyzer.get().attributeEstimator)
        let found = try #require(
            try estimator.attributes(of: face(golden), in: Cache.photograph(photograph.name)))
        #expect(abs(Double(found.age) - golden.age) < 3)
        #expect(abs(found.womanProbability - golden.woman) < 0.15)
        let women: Set = ["astronaut.png", "person_b_1.jpg", "person_b_2.jpg"]
        #expect(found.classWord == (women.contains(photograph.name) ? "woman" : "man"))
    }

    @Test("an unsure network makes a person")
    func classWords() {
        let words = [1, 0.7, 0.69, 0.31, 0.3, 0].map {
            AttributeEstimator.Attributes(age: 30, womanProbability: $0).classWord
        }
        #expect(words == ["woman", "woman", "person", "person", "man", "man"])
    }

    @Test("the 106 points become the contours of the documented table, each point used once")
    func insightFaceContours() {
        let numbered = (0..<106).map { Point(x: Double($0), y: 0) }
        let landmarks = FaceLandmarks(insightFace: numbered)
        func indices(_ contour: FaceLandmarks.Contour) -> [Int] { landmarks[contour].map { Int($0.x) } }
        let jaw = indices(.jaw)
        #expect(jaw.count == 33 && Set(jaw) == Set(0...32))
        #expect(jaw.first == 1 && jaw[16] == 0 && jaw.last == 17)
        #expect(indices(.leftEye) == [35, 41, 40, 42, 39, 37, 33, 36])
        #expect(indices(.rightEye) == [89, 95, 94, 96, 93, 91, 87, 90])
        #expect(indices(.mouth) == [52, 64, 63, 71, 67, 68, 61, 58, 59, 53, 56, 55])
        #expect(Set(indices(.leftBrow)).isSubset(of: Set(43...51)))
        #expect(Set(indices(.rightBrow)).isSubset(of: Set(97...105)))
        #expect(indices(.nose) == [72, 73, 74, 86])
    }

    @Test("the square holds the box in two thirds of it, and turning it levels the eyes")
    func square() throws {
        let face = DetectedFace.made(left: 40, top: 20, width: 100, height: 120)
        let plain = try #require(face.square(side: 192, isUpright: false))
        #expect(abs(plain.apply(to: face.center).x - 96) < 1e-9 && abs(plain.apply(to: face.center).y - 96) < 1e-9)
        #expect(abs(plain.apply(to: Point(x: 90, y: 20)).y - 32) < 1e-9)
        #expect(plain.b == 0 && plain.d == 0)
        var tilted = face
        tilted.keypoints[1].y += 25
        let upright = try #require(tilted.square(side: 192, isUpright: true))
        let eyes = tilted.keypoints[0...1].map(upright.apply(to:))
        #expect(abs(eyes[0].y - eyes[1].y) < 1e-9 && eyes[1].x > eyes[0].x)
        #expect(abs(upright.apply(to: tilted.center).x - 96) < 1e-9)
        var empty = face
        empty.right = empty.left
        empty.bottom = empty.top
        #expect(empty.square(side: 192, isUpright: false) == nil)
    }

    private func face(_ golden: Golden.Face) -> DetectedFace {
        DetectedFace(
            left: golden.box[0], top: golden.box[1], right: golden.box[2], bottom: golden.box[3], score: golden.score,
            keypoints: points(golden.points))
    }
}
