import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain

/// The position of a sitter's head in a picture whose model paints faces at a known position.
///
/// Landmarks on a rough picture are unsure. Used unchanged, they make some heads twice too large, lay others on their
/// side, and cut many at the picture's edge. So the head follows them only within the range of painted heads, ignores
/// them far outside it, and is moved and shrunk until it is in the picture from crown to chin.
struct HeadPlacement {
    /// The sitter's own, from a photograph.
    let sitter: FaceLandmarks
    /// Both eyes, the tip of the nose and the mouth where the model paints them, in pixels of the picture.
    let usual: [Point]
    let size: ImageSize

    /// Largest differences of heads from the usual position. In the small model's training pictures, the distance of
    /// the eyes has a standard deviation of 8 %, and their position one of 3 % of the picture; upwards there is room
    /// for one deviation before the hair meets the edge.
    private static let allowed = Deviation(scales: 0.8...1.08, shift: 0.05, tilt: 0.14)
    /// Painted heads do not differ more than this: such landmarks are wrong, and the usual position is a better guess.
    private static let credible = Deviation(scales: 0.5...1.6, shift: 0.15, tilt: 0.5)

    /// Part of the picture's extent that is kept free on each side.
    private static let margin = 0.06
    /// Height of most hair above the brows, as a part of the brow-to-chin distance. The repainted region reaches
    /// higher, for tall hair and a soft edge.
    static let crown = 0.8

    private struct Deviation {
        /// Factors of the usual scale.
        let scales: ClosedRange<Double>
        /// Part of the picture's shorter side, across and down.
        let shift: Double
        /// Radians from upright eyes.
        let tilt: Double
    }

    /// - Parameter position: both eyes, the tip of the nose and the mouth as parts of a square picture's extent; in another
    ///   picture the square lies in its middle.
    init(sitter: FaceLandmarks, position: [Point], size: ImageSize) {
        self.sitter = sitter
        self.size = size
        let side = Double(min(size.width, size.height))
        usual = position.map {
            Point(
                x: Double(size.width) / 2 + ($0.x - 0.5) * side, y: Double(size.height) / 2 + ($0.y - 0.5) * side)
        }
    }

    /// The sitter's landmarks in the picture.
    /// - Parameter painted: those of the face that is seen there, if one is.
    /// - Returns: nil where the sitter's landmarks are incomplete.
    func landmarks(near painted: FaceLandmarks?) -> FaceLandmarks? {
        guard let anchors = sitter.anchors, let usually = FacePose(from: anchors, to: usual) else { return nil }
        let now = painted?.anchors.flatMap { FacePose(from: anchors, to: $0) }
        return whole(now.map { followed($0, from: usually) } ?? usually)
    }

    private func followed(_ now: FacePose, from usually: FacePose) -> FacePose {
        let side = Double(min(size.width, size.height))
        let (across, down) = ((now.goal.x - usually.goal.x) / side, (now.goal.y - usually.goal.y) / side)
        let scale = now.scale / usually.scale, tilt = (now.angle - usually.angle).remainder(dividingBy: 2 * .pi)
        let credible = Self.credible, allowed = Self.allowed
        guard credible.scales.contains(scale), abs(tilt) < credible.tilt, max(abs(across), abs(down)) < credible.shift
        else { return usually }
        let reach = -allowed.shift...allowed.shift
        var pose = usually
        pose.goal.x += side * across.limited(to: reach)
        pose.goal.y += side * down.limited(to: reach)
        pose.scale *= scale.limited(to: allowed.scales)
        pose.angle += tilt.limited(to: -allowed.tilt...allowed.tilt)
        return pose
    }

    /// Shrinks a head that is larger than the picture, and moves one that reaches over an edge.
    private func whole(_ pose: FacePose) -> FaceLandmarks? {
        guard let outline = FaceMask(sitter.moved(by: pose.transform), feather: 0, forehead: Self.crown)?.bounds else {
            return nil
        }
        let free = 1 - 2 * Self.margin, width = Double(size.width), height = Double(size.height)
        let ratio = min(
            1, free * width / (outline.right - outline.left), free * height / (outline.bottom - outline.top))
        var pose = pose
        pose.scale *= ratio
        // The outline shrinks about the point that the face is scaled about.
        func moved(_ goal: Double, _ low: Double, _ high: Double, _ extent: Double) -> Double {
            let (first, last) = (goal + ratio * (low - goal), goal + ratio * (high - goal))
            return goal + max(0, Self.margin * extent - first) - max(0, last - (1 - Self.margin) * extent)
        }
        pose.goal.x = moved(pose.goal.x, outline.left, outline.right, width)
        pose.goal.y = moved(pose.goal.y, outline.top, outline.bottom, height)
        return sitter.moved(by: pose.transform)
    }
}

/// A similarity that takes a face to a picture, as scaling and turning about its middle, which then lies at `goal`.
private struct FacePose {
    let center: Point
    var goal: Point
    var scale: Double
    /// Radians, by the eyes alone: in a face that is turned aside, nose and mouth lie beside its middle.
    var angle: Double
}

extension FacePose {
    /// - Parameters: both eyes, the tip of the nose and the mouth of the face, and where they are to lie.
    /// - Returns: nil where the points coincide.
    init?(from source: [Point], to target: [Point]) {
        guard let fit = Imaging.AffineTransform.similarity(from: source, to: target), let center = source.center,
            fit.a != 0 || fit.d != 0
        else { return nil }
        self.center = center
        goal = fit.apply(to: center)
        scale = (fit.a * fit.a + fit.d * fit.d).squareRoot()
        angle = Self.eyeLine(target) - Self.eyeLine(source)
    }

    private static func eyeLine(_ anchors: [Point]) -> Double {
        atan2(anchors[1].y - anchors[0].y, anchors[1].x - anchors[0].x)
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
