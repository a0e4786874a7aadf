internal import FaceAnalysis
internal import Foundation
internal import Imaging
internal import PortraitDomain

/// Where a sitter's head is drawn in a picture whose model paints faces in one place.
///
/// Landmarks on a rough picture are unsure. Followed as they are, they make some heads twice too large, lay others on
/// their side, and cut many at the picture's edge. So the head follows them only as far as heads of this model differ,
/// and is moved and shrunk until it is in the picture from crown to chin.
struct HeadPlacement {
    let sitter: FaceLandmarks
    /// Both eyes, the tip of the nose and the mouth where the model paints them, in pixels of the picture.
    let usual: [Point]
    let size: ImageSize

    /// Factors of the usual scale.
    private static let scales = 0.8...1.08
    /// Radians from upright: a head may be held a little to one side.
    private static let tilt = 0.14
    /// Part of the picture's extent that a head's middle may lie beside the usual place.
    private static let shift = 0.05
    /// Part of the picture's extent that is kept free on each side.
    private static let margin = 0.06

    /// Where most hair ends above the brows, as a part of the brow-to-chin distance.
    static let crown = 0.8

    /// The sitter's landmarks in the picture.
    /// - Parameter painted: those of the face that is seen there.
    /// - Returns: nil where a face's landmarks are incomplete.
    func landmarks(near painted: FaceLandmarks) -> FaceLandmarks? {
        guard let anchors = sitter.anchors, let seen = painted.anchors,
            let usually = Similarity(from: anchors, to: usual), let now = Similarity(from: anchors, to: seen)
        else { return nil }
        let reach = (x: Self.shift * Double(size.width), y: Self.shift * Double(size.height))
        let place = Similarity(
            center: usually.center,
            goal: Point(
                x: now.goal.x.limited(to: usually.goal.x - reach.x...usually.goal.x + reach.x),
                y: now.goal.y.limited(to: usually.goal.y - reach.y...usually.goal.y + reach.y)),
            scale: now.scale.limited(
                to: usually.scale * Self.scales.lowerBound...usually.scale * Self.scales.upperBound),
            angle: usually.angle
                + (now.angle - usually.angle).remainder(dividingBy: 2 * .pi).limited(to: -Self.tilt...Self.tilt))
        return whole(place)
    }

    /// The head shrunk where it is larger than the picture, and moved where it reaches over an edge.
    private func whole(_ place: Similarity) -> FaceLandmarks? {
        let room = (
            x: Self.margin * Double(size.width)...(1 - Self.margin) * Double(size.width),
            y: Self.margin * Double(size.height)...(1 - Self.margin) * Double(size.height)
        )
        guard let first = outline(place) else { return nil }
        let ratio = min(
            1, room.x.length / (first.right - first.left), room.y.length / (first.bottom - first.top))
        var place = place
        place.scale *= ratio
        guard let box = outline(place) else { return nil }
        place.goal.x += max(0, room.x.lowerBound - box.left) - max(0, box.right - room.x.upperBound)
        place.goal.y += max(0, room.y.lowerBound - box.top) - max(0, box.bottom - room.y.upperBound)
        return sitter.moved(by: place.transform)
    }

    private func outline(_ place: Similarity) -> FaceMap.Bounds? {
        FaceMap(sitter.moved(by: place.transform), feather: 0, forehead: Self.crown)?.bounds
    }
}

/// Scaling and turning about a point, which then lies at another.
private struct Similarity {
    let center: Point
    var goal: Point
    var scale: Double
    var angle: Double

    init(center: Point, goal: Point, scale: Double, angle: Double) {
        self.center = center
        self.goal = goal
        self.scale = scale
        self.angle = angle
    }

    /// - Returns: nil where the points coincide.
    init?(from source: [Point], to target: [Point]) {
        guard let fit = Imaging.AffineTransform.similarity(from: source, to: target), let center = source.center else {
            return nil
        }
        self.center = center
        goal = fit.apply(to: center)
        scale = (fit.a * fit.a + fit.d * fit.d).squareRoot()
        angle = atan2(fit.d, fit.a)
    }

    var transform: Imaging.AffineTransform {
        let along = scale * cos(angle), across = scale * sin(angle)
        let x = goal.x - along * center.x + across * center.y
        let y = goal.y - across * center.x - along * center.y
        return Imaging.AffineTransform(a: along, b: -across, c: x, d: across, e: along, f: y)
    }
}

extension Double {
    fileprivate func limited(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}

extension ClosedRange<Double> {
    fileprivate var length: Double { upperBound - lowerBound }
}
