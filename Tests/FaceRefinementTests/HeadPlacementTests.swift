import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import PortraitEngine

/// Where a head is drawn in a picture of 256 × 256 pixels whose model paints eyes about a third from its top.
@Suite("Head placement")
struct HeadPlacementTests {
    private static let sitter = FaceLandmarks.withEyes
    private static let usual = [
        Point(x: 105, y: 121), Point(x: 151, y: 121), Point(x: 128, y: 148), Point(x: 128, y: 169),
    ]
    private let placement = HeadPlacement(
        sitter: Self.sitter, usual: Self.usual, size: ImageSize(width: 256, height: 256))

    /// A head of this scale, turned by so many degrees, with the middle between its eyes at a point.
    private func painted(scale: Double = 0.7, degrees: Double = 0, x: Double = 128, y: Double = 121) -> FaceLandmarks {
        let along = scale * cos(degrees * .pi / 180), across = scale * sin(degrees * .pi / 180)
        return Self.sitter.moved(
            by: Imaging.AffineTransform(
                a: along, b: -across, c: x - along * 200 + across * 170, d: across, e: along,
                f: y - across * 200 - along * 170))
    }

    private func eyes(_ landmarks: FaceLandmarks) throws -> (distance: Double, degrees: Double, middle: Point) {
        let anchors = try #require(landmarks.anchors)
        let (left, right) = (anchors[0], anchors[1])
        return (
            left.distance(to: right), atan2(right.y - left.y, right.x - left.x) * 180 / .pi,
            Point(x: (left.x + right.x) / 2, y: (left.y + right.y) / 2)
        )
    }

    @Test("a head that lies well stays where it is")
    func well() throws {
        let head = painted(scale: 0.6, degrees: 4, x: 131, y: 128)
        let (was, now) = (try eyes(head), try eyes(try #require(placement.landmarks(near: head))))
        #expect(abs(was.distance - now.distance) < 1e-6 && abs(was.degrees - now.degrees) < 1e-6)
        #expect(was.middle.distance(to: now.middle) < 1e-6)
    }

    @Test(
        "crown, ears and chin are in the picture, and the head is upright, wherever its landmarks were seen",
        arguments: [
            (2.0, 0.0, 128.0, 121.0), (0.2, 0, 128, 121), (0.7, 60, 128, 121), (0.7, -170, 20, 250), (1, 10, 250, 3),
        ])
    func wild(scale: Double, degrees: Double, x: Double, y: Double) throws {
        let placed = try #require(placement.landmarks(near: painted(scale: scale, degrees: degrees, x: x, y: y)))
        let outline = try #require(FaceMap(placed, feather: 0, forehead: HeadPlacement.crown)).bounds
        #expect(
            outline.left > 15.3 && outline.top > 15.3 && outline.right < 240.7 && outline.bottom < 240.7, "\(outline)")
        let now = try eyes(placed)
        #expect(abs(now.degrees) < 8.1 && (30...47).contains(now.distance), "\(now)")
    }

    @Test("a head larger than the picture is shrunk as a whole")
    func larger() throws {
        let usual = Self.usual.map { Point(x: ($0.x - 128) * 3 + 128, y: ($0.y - 128) * 3 + 128) }
        let placement = HeadPlacement(sitter: Self.sitter, usual: usual, size: ImageSize(width: 256, height: 256))
        let placed = try #require(placement.landmarks(near: painted(scale: 3)))
        let outline = try #require(FaceMap(placed, feather: 0, forehead: HeadPlacement.crown)).bounds
        #expect(outline.top > 15.3 && outline.bottom < 240.7, "\(outline)")
        #expect(outline.bottom - outline.top > 225 - 0.1, "\(outline)")
    }

    @Test("landmarks without eyes, nose or mouth place nothing")
    func incomplete() {
        #expect(placement.landmarks(near: .drawn()) == nil)
        let blind = HeadPlacement(sitter: .drawn(), usual: Self.usual, size: ImageSize(width: 256, height: 256))
        #expect(blind.landmarks(near: painted()) == nil)
    }
}

extension FaceLandmarks {
    /// The drawn face with eyes 60 pixels apart about (200, 170), a nose and a mouth.
    fileprivate static var withEyes: FaceLandmarks {
        var contours = FaceLandmarks.drawn().contours
        contours[.leftEye] = [Point(x: 160, y: 170), Point(x: 180, y: 170)]
        contours[.rightEye] = [Point(x: 220, y: 170), Point(x: 240, y: 170)]
        contours[.nose] = [Point(x: 200, y: 180), Point(x: 200, y: 215)]
        contours[.mouth] = [Point(x: 180, y: 250), Point(x: 220, y: 250)]
        return FaceLandmarks(contours: contours)
    }
}
