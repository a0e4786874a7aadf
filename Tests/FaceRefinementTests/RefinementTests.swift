import Diffusion
import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain
import Synchronization
import Testing
import Torch

@testable import PortraitEngine

/// Stage 2 with real face networks on real photographs, repainted by the tiny random model.
@Suite("Face refinement", .serialized)
struct RefinementTests {
    @Test("the sitter's face is repainted, the rest of the picture stays, and every stage is kept")
    func oneFace() throws {
        let picture = try Setup.photograph("astronaut.png")
        let result = try Setup.refine(picture, seed: 3)
        #expect(result.faceCount == 1)
        #expect(result.stages.map(\.name) == [.faceCrop, .map, .refined])
        #expect(result.stages.allSatisfy { $0.image.width == 64 && $0.image.height == 64 })
        #expect(result.picture[225, 120] != picture[225, 120])
        for (x, y) in [(10, 10), (500, 20), (30, 480), (400, 300)] { #expect(result.picture[x, y] == picture[x, y]) }
        // The map is white on the face in the middle of the cut and black along its edge.
        let map = result.stages[1].image
        #expect(map.rgb[3 * (32 * 64 + 32)] == 255 && map.rgb[0] == 0 && map.rgb[3 * (63 * 64 + 40)] == 0)
    }

    @Test("the same seed repaints the same face, another seed another one")
    func seeds() throws {
        let picture = try Setup.photograph("astronaut.png")
        let first = try Setup.refine(picture, seed: 3), again = try Setup.refine(picture, seed: 3)
        #expect(first.picture == again.picture)
        #expect(try Setup.refine(picture, seed: 4).picture != first.picture)
    }

    @Test("without landmarks of the largest face nobody else is repainted in the sitter's stead")
    func sitterWithoutLandmarks() throws {
        var picture = RGBImage(width: 1024, height: 512)
        picture.paste(try Setup.photograph("astronaut.png"), x: 0, y: 0)
        let (run, plan) = try Setup.run(), real = try #require(try run.analyzer.paintedFaces(in: picture).first)
        // Without its five points no landmarks are found.
        func imagined(_ scale: Double) -> DetectedFace {
            var face = real
            (face.left, face.right) = (780 - scale * real.width / 2, 780 + scale * real.width / 2)
            (face.top, face.bottom) = (256 - scale * real.height / 2, 256 + scale * real.height / 2)
            face.keypoints = []
            return face
        }
        let stage = try Setup.stage(picture, of: plan, by: run), region = CropRegion.face(plan.settings)
        #expect(try stage.crops(region, among: [imagined(1.7), real]).isEmpty)
        #expect(try stage.crops(region, among: [imagined(0.6), real]).map(\.isSitter) == [true])
    }

    @Test("two people are repainted at once; the larger one is the sitter and is the same as when alone")
    func twoFaces() throws {
        let sitter = try Setup.photograph("astronaut.png")
        let other = try Setup.photograph("person_b_2.jpg").resized(width: 172, height: 225, filter: .lanczos)
        var pair = RGBImage(width: 1024, height: 512)
        pair.paste(sitter, x: 0, y: 0)
        pair.paste(other, x: 700, y: 150)
        let progress = Mutex<[StageProgress]>([])
        let both = try Setup.refine(
            pair, seed: 3,
            progress: { event in
                if case .step(let place) = event { progress.withLock { $0.append(place) } }
            })
        #expect(both.faceCount == 2)
        #expect(both.stages.map(\.name) == [.faceCrop, .map, .refined, .faceCrop, .map, .refined])
        // One run of the loop for both faces: as many steps as for one.
        #expect(progress.withLock { $0.count } == 2)
        #expect(both.picture[785, 250] != pair[785, 250] && both.picture[225, 120] != pair[225, 120])
        var alone = pair
        alone.paste(RGBImage(width: 172, height: 225), x: 700, y: 150)
        let one = try Setup.refine(alone, seed: 3)
        #expect(one.faceCount == 1)
        let difference = zip(one.stages[2].image.rgb, both.stages[2].image.rgb).map { abs(Int($0) - Int($1)) }.max()
        #expect(try #require(difference) <= 1)
    }

    @Test("a picture without a face comes back untouched")
    func noFace() throws {
        let picture = RGBImage(width: 128, height: 128, filledWith: RGBColor(red: 80, green: 90, blue: 100))
        let result = try Setup.refine(picture, seed: 1)
        #expect(result.faceCount == 0 && result.picture == picture && result.stages.isEmpty)
    }
}
