import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import PortraitEngine

/// Where a head is drawn in a picture of 256 × 256 pixels whose model paints eyes a little above its middle.
@Suite("Head placement")
struct HeadPlacementTests {
    private static let position = [(0.41, 0.47), (0.59, 0.47), (0.5, 0.575), (0.5, 0.66)].map {
        Point(x: $0.0, y: $0.1)
    }

    private func placement(
        _ sitter: FaceLandmarks = .withEyes(), position: [Point] = position, width: Int = 256, height: Int = 256
    ) -> HeadPlacement {
        HeadPlacement(sitter: sitter, position: position, size: ImageSize(width: width, height: height))
    }

    /// How a face differs from the usual one: factor, degrees, pixels.
    struct Change: Sendable {
        var scale = 1.0, degrees = 0.0, x = 0.0, y = 0.0
    }

    private func changed(_ face: FaceLandmarks, _ change: Change) throws -> FaceLandmarks {
        let middle = try #require(face.anchors?.center)
        let along = change.scale * cos(change.degrees * .pi / 180)
        let across = change.scale * sin(change.degrees * .pi / 180)
        let x = middle.x + change.x - along * middle.x + across * middle.y
        let y = middle.y + change.y - across * middle.x - along * middle.y
        return face.moved(by: Imaging.AffineTransform(a: along, b: -across, c: x, d: across, e: along, f: y))
    }

    private func distance(_ one: FaceLandmarks, _ other: FaceLandmarks) throws -> Double {
        let (points, others) = (
            one.contours.sorted { "\($0.key)" < "\($1.key)" }.flatMap(\.value),
            other.contours.sorted { "\($0.key)" < "\($1.key)" }.flatMap(\.value)
        )
        try #require(points.count == others.count && !points.isEmpty)
        return zip(points, others).map { $0.distance(to: $1) }.max() ?? .infinity
    }

    @Test(
        "a head follows the painted one as far as heads differ, and not at all where it lies far off",
        arguments: [
            (seen: Change(), drawn: Change()),
            (Change(scale: 0.9, degrees: 4, x: 6, y: 8), Change(scale: 0.9, degrees: 4, x: 6, y: 8)),
            (Change(scale: 1.3), Change(scale: 1.08)), (Change(scale: 0.6), Change(scale: 0.8)),
            (Change(degrees: 20), Change(degrees: 0.14 * 180 / .pi)),
            (Change(degrees: -20), Change(degrees: -0.14 * 180 / .pi)),
            (Change(x: 30, y: 30), Change(x: 12.8, y: 12.8)), (Change(x: -30), Change(x: -12.8)),
            (Change(scale: 2), Change()), (Change(scale: 0.3), Change()), (Change(degrees: 60), Change()),
            (Change(degrees: 180), Change()), (Change(x: 50), Change()), (Change(scale: 0.9, y: 90), Change()),
        ])
    func limits(seen: Change, drawn: Change) throws {
        let placement = placement(), usual = try #require(placement.landmarks(near: nil))
        let placed = try #require(placement.landmarks(near: changed(usual, seen)))
        #expect(try distance(placed, changed(usual, drawn)) < 1e-6)
    }

    @Test("without a painted face, the sitter's eyes, nose and mouth lie where the model paints them")
    func usual() throws {
        let anchors = try #require(placement().landmarks(near: nil)?.anchors)
        for (point, goal) in zip(anchors, Self.position) {
            #expect(point.distance(to: Point(x: goal.x * 256, y: goal.y * 256)) < 6)
        }
    }

    @Test(
        "eyes lie level, however the sitter's head is held or turned in the photograph",
        arguments: [0, 15, -90, 175])
    func upright(degrees: Double) throws {
        let sitter = try changed(.withEyes(aside: 20), Change(degrees: degrees))
        let anchors = try #require(placement(sitter).landmarks(near: nil)?.anchors)
        #expect(abs(anchors[0].y - anchors[1].y) < 1e-6 && anchors[0].x < anchors[1].x)
    }

    @Test(
        "crown, cheeks and chin are in the picture at every edge, also of a head larger than it",
        arguments: [(0.0, 0.0, 1.0), (-0.4, 0, 1), (0.4, 0, 1), (0, -0.4, 1), (0, 0.4, 1), (0, 0, 3), (0.3, 0.3, 2)])
    func whole(x: Double, y: Double, scale: Double) throws {
        let position = Self.position.map {
            Point(x: 0.5 + x + scale * ($0.x - 0.5), y: 0.5 + y + scale * ($0.y - 0.5))
        }
        for width in [1, 2.5] {
            let placed = try #require(placement(.withEyes(width: width), position: position).landmarks(near: nil))
            let outline = try #require(FaceMask(placed, feather: 0, forehead: HeadPlacement.crown)).bounds
            #expect(min(outline.left, outline.top) > 15.35 && max(outline.right, outline.bottom) < 240.65, "\(outline)")
            guard scale > 1 else { continue }
            let extent = max(outline.right - outline.left, outline.bottom - outline.top)
            #expect(abs(extent - 0.88 * 256) < 0.01, "\(outline)")
        }
    }

    @Test("in a wide or tall picture the position lies in its middle, at the shorter side's scale")
    func oblong() throws {
        let square = try #require(placement().landmarks(near: nil))
        let wide = try #require(placement(width: 384).landmarks(near: nil))
        let tall = try #require(placement(height: 512).landmarks(near: nil))
        #expect(try distance(wide, square.shifted(x: 64, y: 0)) < 1e-6)
        #expect(try distance(tall, square.shifted(x: 0, y: 128)) < 1e-6)
    }

    @Test("a face whose eyes, nose or mouth were not found moves nothing; a sitter without them is not placed")
    func incomplete() throws {
        let usual = try #require(placement().landmarks(near: nil))
        #expect(try distance(#require(placement().landmarks(near: .drawn())), usual) == 0)
        #expect(placement(.drawn()).landmarks(near: nil) == nil)
    }

    @Test("the head pass moves the sitter, the face pass does not, and an unseen face is where its head was drawn")
    func passes() throws {
        let profile = #"{"face_place": [[0.41, 0.47], [0.59, 0.47], [0.5, 0.575], [0.5, 0.66]]}"#
        try Setup.withModel(profile: profile) { folder in
            let (run, plan) = try Setup.run(model: folder) {
                $0.underdrawing = 0.8
                $0.underdrawingReach = 0.3
            }
            let photograph = try Setup.photograph("astronaut.png"), analyzer = try Setup.analyzer.get()
            let own = try #require(try analyzer.landmarks(in: photograph)?.anchors)
            let goal = Self.position.map {
                Point(x: 256 * (0.5 + 1.4 * ($0.x - 0.5)), y: 256 * (0.5 + 1.4 * ($0.y - 0.5)))
            }
            let picture = try #require(photograph.smoothlyAligned(own, to: goal, size: 256))
            let faces = try analyzer.paintedFaces(in: picture)
            let seen = try #require(try analyzer.landmarks(in: picture))
            let stage = try Setup.stage(picture, of: plan, by: run)
            func found(_ region: CropRegion, _ faces: [DetectedFace], previous: FaceLandmarks? = nil) throws
                -> FaceLandmarks
            {
                try #require(try stage.crops(region, among: faces, previous: previous).first).landmarks
            }
            let face = try found(.face(plan.settings), faces), head = try found(.head(plan.settings), faces)
            #expect(try distance(face, seen) == 0)
            let eyes = [face, head].compactMap(\.anchors).map { $0[0].distance(to: $0[1]) }
            #expect(eyes[1] < 0.9 * eyes[0], "\(eyes)")
            #expect(try distance(found(.face(plan.settings), [], previous: head), head) == 0)
        }
    }
}

extension FaceAnalyzer {
    fileprivate func landmarks(in picture: RGBImage) throws -> FaceLandmarks? {
        try paintedFaces(in: picture).first.flatMap { try landmarkDetector.landmarks(of: $0, in: picture) }
    }
}

extension FaceLandmarks {
    /// The drawn face with eyes 60 pixels apart about (200, 170), a nose and a mouth.
    /// - Parameters:
    ///   - aside: how far nose and mouth lie beside the middle, as in a head that is turned.
    ///   - width: factor of all widths.
    fileprivate static func withEyes(aside: Double = 0, width: Double = 1) -> FaceLandmarks {
        var contours = FaceLandmarks.drawn().contours
        contours[.leftEye] = [Point(x: 160, y: 170), Point(x: 180, y: 170)]
        contours[.rightEye] = [Point(x: 220, y: 170), Point(x: 240, y: 170)]
        contours[.nose] = [Point(x: 200 + aside, y: 180), Point(x: 200 + aside, y: 215)]
        contours[.mouth] = [Point(x: 180 + aside, y: 250), Point(x: 220 + aside, y: 250)]
        return FaceLandmarks(
            contours: contours.mapValues { $0.map { Point(x: 200 + width * ($0.x - 200), y: $0.y) } })
    }
}
