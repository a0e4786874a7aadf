import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain
import Synchronization
import Testing
import Torch

@testable import PortraitEngine

/// The sitter's light and shade under a painted face.
@Suite("Underdrawing", .serialized)
struct UnderdrawingTests {
    @Test("the painted face takes on the sitter's features and keeps its own colors and everything around it")
    func features() throws {
        let analyzer = try Setup.analyzer.get()
        let (sitter, painting) = (try Setup.photograph("astronaut.png"), try Setup.photograph("person_b_2.jpg"))
        let under = try underdrawing(of: sitter, share: 1)
        let (patch, landmarks) = try cut(painting, side: 256)
        let drawn = try #require(under.applied(to: patch, landmarks: landmarks))
        let known = try #require(try vector(of: sitter, by: analyzer))
        let before = cosineSimilarity(known, try #require(try vector(of: patch.magnified, by: analyzer)))
        let after = cosineSimilarity(known, try #require(try vector(of: drawn, by: analyzer)))
        #expect(before < 0.3 && after > 0.6, "\(before) \(after)")
        for index in stride(from: 0, to: drawn.pixels.count, by: 3) {
            let (new, old) = (drawn.pixels[index..<index + 3], patch.magnified.pixels[index..<index + 3])
            if patch.change.values[index / 3] == 0 { #expect(new == old) }
            // Where nothing was cut off at black or white, the differences of the colors are as they were.
            guard new.allSatisfy({ (1...254).contains($0) }) else { continue }
            #expect(abs(Int(new[index]) - Int(new[index + 1]) - Int(old[index]) + Int(old[index + 1])) <= 1)
        }
    }

    @Test("half of it moves a pixel half as far")
    func share() throws {
        let painting = try Setup.photograph("person_b_2.jpg")
        let (patch, landmarks) = try cut(painting, side: 64)
        let sitter = try Setup.photograph("astronaut.png")
        func drawn(_ share: Double) throws -> RGBImage {
            try #require(try underdrawing(of: sitter, share: share).applied(to: patch, landmarks: landmarks))
        }
        #expect(try drawn(0) == patch.magnified)
        let (whole, half) = (try drawn(1), try drawn(0.5))
        for index in whole.pixels.indices where (1...254).contains(whole.pixels[index]) {
            let old = Int(patch.magnified.pixels[index])
            #expect(abs(2 * (Int(half.pixels[index]) - old) - (Int(whole.pixels[index]) - old)) <= 2)
        }
    }

    @Test("where the photograph ends the underdrawing does, and inside it nothing changes")
    func edge() throws {
        let painting = try Setup.photograph("person_b_2.jpg"), sitter = try Setup.photograph("astronaut.png")
        let (patch, landmarks) = try cut(painting, side: 128)
        // The forehead lies beyond the upper edge.
        let face = try #require(try Setup.analyzer.get().faces(in: sitter).first)
        let top = Int(face.keypoints[0].y - 0.35 * (face.keypoints[3].y - face.keypoints[0].y))
        let part = sitter.cropped(to: PixelRect(x: 0, y: top, width: sitter.width, height: sitter.height - top))
        var whole = try underdrawing(of: sitter, share: 1), short = try underdrawing(of: part, share: 1)
        func changed(_ under: Underdrawing, rows: Range<Int>) throws -> Int {
            let drawn = try #require(under.applied(to: patch, landmarks: landmarks))
            return rows.reduce(0) { sum, y in
                sum + (0..<128).filter { drawn[$0, y] != patch.magnified[$0, y] }.count
            }
        }
        let brow = Int(landmarks[.leftBrow].map(\.y).min() ?? 0), eye = patch.rect
        let row = (brow - eye.y) * 128 / eye.height
        try #require((12..<100).contains(row))
        #expect(try changed(short, rows: 0..<row - 6) == 0)
        let below = row + 20..<128
        let (left, all) = (try changed(short, rows: below), try changed(whole, rows: below))
        #expect(all > 100 && left > all / 2, "\(left) of \(all)")
        short.endsWithPhotograph = false
        #expect(try changed(short, rows: 0..<row - 6) > 100)
        let drawn = whole.applied(to: patch, landmarks: landmarks)
        whole.endsWithPhotograph = false
        #expect(whole.applied(to: patch, landmarks: landmarks) == drawn)
    }

    @Test("lines that the autoencoder loses are drawn over again, and nothing where it loses none")
    func lines() {
        let gray = RGBImage(width: 8, height: 8, filledWith: RGBColor(red: 100, green: 120, blue: 140))
        var lined = gray
        lined[3, 4] = RGBColor(red: 40, green: 60, blue: 80)
        #expect(gray.withLines(of: lined, lostIn: lined, share: 1) == gray)
        #expect(gray.withLines(of: lined, lostIn: gray, share: 1) == lined)
        #expect(
            gray.withLines(of: lined, lostIn: gray, share: 0.5)[3, 4] == RGBColor(red: 70, green: 90, blue: 110))
    }

    @Test("it is kept as a stage, changes the face, and is not there where the settings ask for none")
    func stage() throws {
        let picture = try Setup.photograph("person_b_2.jpg")
        let plain = try Setup.refine(picture, seed: 3)
        let drawn = try Setup.refine(picture, seed: 3) { $0.underdrawing = 0.8 }
        #expect(plain.stages.map(\.name) == [.faceCrop, .map, .refined])
        #expect(drawn.stages.map(\.name) == [.faceCrop, .underdrawing, .map, .refined])
        #expect(drawn.picture != plain.picture && drawn.stages[0] == plain.stages[0])
        let again = try Setup.refine(picture, seed: 3) { $0.underdrawing = 0.8 }
        #expect(again.picture == drawn.picture)
    }

    @Test("a reach of its own paints the head first: the hair changes, the corners do not, and it is told")
    func head() throws {
        let picture = try Setup.photograph("astronaut.png")
        let face = try Setup.refine(picture, seed: 3) { $0.underdrawing = 0.8 }
        let progress = Mutex<[PortraitStage]>([])
        let head = try Setup.refine(
            picture, seed: 3,
            adjusting: {
                $0.underdrawing = 0.8
                $0.underdrawingReach = 0.3
            },
            progress: { event in
                if case .stage(let place) = event { progress.withLock { $0.append(place.stage) } }
            })
        #expect(head.stages.map(\.name) == [.head, .faceCrop, .underdrawing, .map, .refined])
        #expect(progress.withLock { $0 } == [.identity, .prompt, .headPass, .detailing, .compositing])
        let detected = try #require(try Setup.analyzer.get().faces(in: picture).first)
        let hair = (Int(detected.center.x), Int(detected.top - 0.3 * detected.height))
        #expect(head.picture[hair.0, hair.1] != picture[hair.0, hair.1])
        #expect(face.picture[hair.0, hair.1] == picture[hair.0, hair.1])
        #expect(head.picture[2, 2] == picture[2, 2])
        // Nothing to draw, nothing to paint.
        #expect(
            try Setup.refine(picture, seed: 3) { $0.underdrawingReach = 0.3 }.stages.map(\.name)
                == [.faceCrop, .map, .refined])
    }

    @Test("a blot of another color on the face is drawn towards its surroundings, and the light is kept")
    func smoothing() throws {
        var painting = RGBImage(width: 60, height: 60, filledWith: RGBColor(red: 120, green: 120, blue: 120))
        for place in 0..<36 { painting[27 + place % 6, 27 + place / 6] = RGBColor(red: 160, green: 120, blue: 40) }
        let before = GrayImage(luminanceOf: painting)
        let all = [Float](repeating: 1, count: 3600)
        let smoothing = painting.withSmoothedColors(all, share: 0.6)
        #expect(painting.withSmoothedColors(all, share: 0) == painting)
        #expect(painting.withSmoothedColors([Float](repeating: 0, count: 3600), share: 1) == painting)
        let blot = smoothing[30, 30], old = painting[30, 30]
        #expect(Int(blot.red) - Int(blot.blue) < (Int(old.red) - Int(old.blue)) * 2 / 3)
        let after = GrayImage(luminanceOf: smoothing)
        #expect(zip(before.values, after.values).allSatisfy { abs($0 - $1) <= 1 })
    }

    @Test("where no face is found the sitter is drawn in the model's place for faces, if it has one")
    func place() throws {
        let picture = RGBImage(width: 128, height: 128, filledWith: RGBColor(red: 80, green: 90, blue: 100))
        let profile = #"{"face_place": [[0.38, 0.47], [0.62, 0.47], [0.5, 0.62], [0.5, 0.73]]}"#
        try Setup.withModel(profile: profile) { folder in
            let drawn = try Setup.refine(picture, seed: 1, model: folder) { $0.underdrawing = 0.8 }
            #expect(drawn.faceCount == 1 && drawn.notice == nil)
            #expect(drawn.picture[64, 76] != picture[64, 76] && drawn.picture[3, 3] == picture[3, 3])
            #expect(try Setup.refine(picture, seed: 1, model: folder).faceCount == 0)
            #expect(try Setup.refine(picture, seed: 1) { $0.underdrawing = 0.8 }.faceCount == 0)
        }
    }

    private func underdrawing(of photograph: RGBImage, share: Double) throws -> Underdrawing {
        let analyzer = try Setup.analyzer.get()
        let face = try #require(try analyzer.faces(in: photograph).first)
        let sitter = try #require(try SitterFace(face, in: photograph, detector: analyzer.landmarkDetector))
        return Underdrawing(sitter: sitter, share: share, feather: 0.15, forehead: 0.4)
    }

    private func cut(_ painting: RGBImage, side: Int) throws -> (FacePatch, FaceLandmarks) {
        let analyzer = try Setup.analyzer.get()
        let face = try #require(try analyzer.faces(in: painting).first)
        let landmarks = try #require(try analyzer.landmarkDetector.landmarks(of: face, in: painting))
        let map = try #require(FaceMask(landmarks, feather: 0.15, forehead: 0.4))
        let patch = FacePatch(cutting: map, outOf: painting, side: side, padding: 0.5)
        return (patch, landmarks)
    }

    private func vector(of image: RGBImage, by analyzer: FaceAnalyzer) throws -> [Float]? {
        guard let face = try analyzer.faces(in: image).first else { return nil }
        return try analyzer.embedder.vector(of: image, keypoints: face.keypoints)
    }
}
