import Foundation
import Imaging
import Testing

@testable import FaceAnalysis

@Suite("Alignment and identity vectors")
struct AlignmentTests {
    @Test("the similarity to ArcFace's template is the reference's", arguments: Golden.shared.alignments)
    func similarity(golden: Golden.Alignment) throws {
        let transform = try #require(
            AffineTransform.similarity(from: points(golden.points), to: FaceTemplate.arcFace))
        let numbers = [transform.a, transform.b, transform.c, transform.d, transform.e, transform.f]
        for (number, expected) in zip(numbers, golden.matrix.joined()) {
            #expect(abs(number - expected) < 1e-6 * max(1, abs(expected)))
        }
    }

    @Test("the documented case: a = 0.3354264 + 0.0210292i, b = −21.56886 − 56.65033i")
    func documentedCase() throws {
        let source = points([[200.3, 310.1], [300.7, 300.2], [255.5, 370], [215.2, 430.9], [300.1, 425.3]])
        let transform = try #require(AffineTransform.similarity(from: source, to: FaceTemplate.arcFace))
        #expect(abs(transform.a - 0.3354264) < 1e-6 && abs(transform.e - transform.a) < 1e-12)
        #expect(abs(transform.d - 0.0210292) < 1e-6 && abs(transform.b + transform.d) < 1e-12)
        #expect(abs(transform.c + 21.56886) < 1e-4 && abs(transform.f + 56.65033) < 1e-4)
    }

    @Test("it never mirrors, and coinciding points have none")
    func degenerate() throws {
        let mirrored = FaceTemplate.arcFace.map { Point(x: 112 - $0.x, y: $0.y) }
        let transform = try #require(AffineTransform.similarity(from: mirrored, to: FaceTemplate.arcFace))
        #expect(transform.a * transform.e - transform.b * transform.d > 0)
        let same = [Point](repeating: Point(x: 3, y: 4), count: 5)
        #expect(AffineTransform.similarity(from: same, to: FaceTemplate.arcFace) == nil)
        #expect(AffineTransform.similarity(from: [], to: []) == nil)
        #expect(RGBImage(width: 9, height: 9).aligned(same, to: FaceTemplate.arcFace, size: 112) == nil)
    }

    @Test("vectors agree with an independent implementation", arguments: Golden.shared.photographs)
    func vectors(photograph: Golden.Photograph) throws {
        let image = try Cache.photograph(photograph.name)
        let golden = try #require(photograph.faces.first)
        let vector = try #require(
            try Cache.analyzer.get().embedder.vector(of: image, keypoints: points(golden.points)))
        #expect(vector.count == 128)
        #expect(cosineSimilarity(vector, golden.vector) > 0.995)
        // Raw, as the network gives it: the length is the reference's, not 1.
        func length(_ values: [Float]) -> Float { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        #expect(abs(length(vector) / length(golden.vector) - 1) < 0.05)
    }

    @Test("photographs of one person are nearer than those of two")
    func persons() throws {
        let groups = [
            ["person_a_1.jpg", "person_a_2.jpg"], ["person_b_1.jpg", "person_b_2.jpg"],
            ["obama.jpg", "obama2.jpg", "obama3.jpg", "impostor_1.jpg"], ["biden.jpg"], ["astronaut.png"],
            ["impostor_2.jpg"],
        ]
        let analyzer = try Cache.analyzer.get()
        let vectors = try groups.map { names in
            try names.map { name in
                let image = try Cache.photograph(name)
                let face = try #require(try analyzer.faces(in: image).first)
                return try #require(try analyzer.embedder.vector(of: image, keypoints: face.keypoints))
            }
        }
        for (group, members) in vectors.enumerated() {
            for (place, vector) in members.enumerated() {
                for other in members[(place + 1)...] { #expect(cosineSimilarity(vector, other) > 0.45) }
                for stranger in vectors[(group + 1)...].joined() { #expect(cosineSimilarity(vector, stranger) < 0.36) }
            }
        }
    }

    @Test("the cosine is 1 for one direction, −1 for the opposite and 0 where a vector is zero")
    func cosine() {
        #expect(abs(cosineSimilarity([1, 2], [2, 4]) - 1) < 1e-12)
        #expect(abs(cosineSimilarity([1, 2], [-1, -2]) + 1) < 1e-12)
        #expect(cosineSimilarity([0, 0], [1, 1]) == 0)
    }

    @Test("the template shrinks about its middle, which moves where it is told")
    func template() {
        for (point, expected) in zip(FaceTemplate.arcFace(size: 112, share: 1), FaceTemplate.arcFace) {
            #expect(point.distance(to: expected) < 1e-9)
        }
        let small = FaceTemplate.arcFace(size: 64, share: 0.8, centerY: 0.6)
        let eyes = small[1].x - small[0].x, full = FaceTemplate.arcFace[1].x - FaceTemplate.arcFace[0].x
        #expect(abs(eyes - full * 0.8 * 64 / 112) < 1e-9)
        #expect(abs(small[2].y - ((71.7366 - 56) / 112 * 0.8 + 0.6) * 64) < 1e-9)
    }
}

@Suite("Smooth alignment")
struct SmoothAlignmentTests {
    @Test("a shrunk face lies where the plain one does")
    func sameplace() throws {
        let golden = try #require(try Golden.shared.photograph("obama.jpg").faces.first)
        let image = try Cache.photograph("obama.jpg")
        let template = FaceTemplate.arcFace(size: 64, share: 0.8)
        let smooth = try #require(image.smoothlyAligned(points(golden.points), to: template, size: 64))
        let plain = try #require(image.aligned(points(golden.points), to: template, size: 64))
        #expect(smooth != plain)
        let mean = zip(smooth.pixels, plain.pixels).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / 12288
        #expect(mean < 8)
        // Half a pixel away they would differ by far more than by their sharpness.
        let shifted = try #require(
            image.smoothlyAligned(
                points(golden.points).map { Point(x: $0.x + 8, y: $0.y) }, to: template, size: 64))
        let off = zip(shifted.pixels, plain.pixels).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / 12288
        #expect(off > 1.5 * mean)
    }

    @Test("a fine checkerboard becomes gray instead of a pattern")
    func aliasing() throws {
        var board = RGBImage(width: 1120, height: 1120)
        for y in 0..<1120 { for x in 0..<1120 where (x + y) % 2 == 0 { board[x, y] = .white } }
        let template = FaceTemplate.arcFace
        let face = try #require(
            board.smoothlyAligned(template.map { Point(x: 10 * $0.x, y: 10 * $0.y) }, to: template, size: 112))
        #expect(face.pixels.allSatisfy { (120...136).contains($0) })
    }
}
