package import FaceAnalysis
package import Imaging

/// The mask of a face: 1 inside its outline with a forehead, falling to 0 across the feather. 1 means change.
package struct FaceMask: Sendable, Equatable {
    /// The outline in pixels of the picture.
    package let polygon: [Point]
    /// Width of the soft edge in pixels.
    package let featherWidth: Double
    /// The larger extent of the polygon in pixels.
    package let extent: Double

    /// - Parameters:
    ///   - feather: width of the soft edge as a part of the face's extent, 0…1.
    ///   - forehead: how far the outline reaches above the brows, as a part of the brow-to-chin distance, 0…1.
    /// - Returns: nil where the landmarks do not enclose anything.
    package init?(_ landmarks: FaceLandmarks, feather: Double, forehead: Double) {
        let jaw = landmarks[.jaw]
        let brows = landmarks[.rightBrow].sorted { $0.x > $1.x } + landmarks[.leftBrow].sorted { $0.x > $1.x }
        guard jaw.count >= 3, brows.count >= 4 else { return nil }
        polygon = jaw + Self.foreheadLine(brows, jaw: jaw, share: forehead)
        let bounds = Bounds(polygon)
        guard bounds.right > bounds.left, bounds.bottom > bounds.top else { return nil }
        extent = max(bounds.right - bounds.left, bounds.bottom - bounds.top)
        featherWidth = feather * extent
    }

    /// The brows from the right end to the left one, lifted away from the chin: landmarks end at the brows, and without
    /// a forehead the seam runs through the hairline. The middle is lifted more than the ends, as a skull is round.
    private static func foreheadLine(_ brows: [Point], jaw: [Point], share: Double) -> [Point] {
        let count = Double(brows.count)
        let center = Point(x: brows.reduce(0) { $0 + $1.x } / count, y: brows.reduce(0) { $0 + $1.y } / count)
        let chin = jaw.max { $0.distance(to: center) < $1.distance(to: center) } ?? center
        let up = Point(x: (center.x - chin.x) * share, y: (center.y - chin.y) * share)
        return brows.enumerated().map { index, point in
            let across = Double(index) / (count - 1) * 2 - 1
            let lift = 1 - 0.35 * across * across
            return Point(x: point.x + up.x * lift, y: point.y + up.y * lift)
        }
    }

    /// The square to cut: the polygon's box in its middle, with a margin on each side that holds the whole feather, so
    /// that the map is 0 along the square's edge and no square shows.
    /// - Parameter padding: margin as a part of the face's extent, 0…2.
    package func crop(padding: Double) -> PixelRect {
        let bounds = bounds
        // Two pixels for the rounding of place and size.
        let margin = max(padding * extent, featherWidth + 2)
        let side = max(8, (extent + 2 * margin).rounded())
        return PixelRect(
            x: Int(((bounds.left + bounds.right) / 2 - side / 2).rounded()),
            y: Int(((bounds.top + bounds.bottom) / 2 - side / 2).rounded()), width: Int(side), height: Int(side))
    }

    /// The map at a point of the picture, 0…1: a smooth step over the distance from the outline.
    package func value(at point: Point) -> Float {
        if contains(point) { return 1 }
        guard featherWidth > 0 else { return 0 }
        let near = 1 - distance(to: point) / featherWidth
        guard near > 0 else { return 0 }
        return Float(near * near * (3 - 2 * near))
    }

    /// The map over a square cut, drawn at `side` pixels.
    package func rendered(in rect: PixelRect, side: Int) -> GrayImage {
        let scale = Double(rect.width) / Double(side)
        let bounds = bounds
        var map = GrayImage(width: side, height: side)
        for y in 0..<side {
            // Pixel centers: the first one of a magnified cut lies before the first of the cut itself.
            let row = Double(rect.y) + (Double(y) + 0.5) * scale - 0.5
            guard row > bounds.top - featherWidth - 1, row < bounds.bottom + featherWidth + 1 else { continue }
            for x in 0..<side {
                let column = Double(rect.x) + (Double(x) + 0.5) * scale - 0.5
                guard column > bounds.left - featherWidth - 1, column < bounds.right + featherWidth + 1
                else { continue }
                map[x, y] = value(at: Point(x: column, y: row))
            }
        }
        return map
    }
}

extension FaceMask {
    /// The outline's box.
    var bounds: Bounds { Bounds(polygon) }

    /// Whether a point lies inside the outline, by the even-odd rule.
    private func contains(_ point: Point) -> Bool {
        var isInside = false
        var previous = polygon[polygon.count - 1]
        for corner in polygon {
            if (corner.y > point.y) != (previous.y > point.y) {
                let share = (point.y - corner.y) / (previous.y - corner.y)
                if point.x < corner.x + share * (previous.x - corner.x) { isInside.toggle() }
            }
            previous = corner
        }
        return isInside
    }

    /// Pixels to the nearest point of the outline.
    private func distance(to point: Point) -> Double {
        var least = Double.infinity
        var previous = polygon[polygon.count - 1]
        for corner in polygon {
            let (dx, dy) = (corner.x - previous.x, corner.y - previous.y)
            let length = dx * dx + dy * dy
            let along = length > 0 ? ((point.x - previous.x) * dx + (point.y - previous.y) * dy) / length : 0
            let share = min(max(along, 0), 1)
            let (ox, oy) = (previous.x + share * dx - point.x, previous.y + share * dy - point.y)
            least = min(least, ox * ox + oy * oy)
            previous = corner
        }
        return least.squareRoot()
    }

    struct Bounds {
        let left, right, top, bottom: Double

        fileprivate init(_ points: [Point]) {
            let columns = points.map(\.x), rows = points.map(\.y)
            left = columns.reduce(.infinity, min)
            right = columns.reduce(-.infinity, max)
            top = rows.reduce(.infinity, min)
            bottom = rows.reduce(-.infinity, max)
        }
    }
}
