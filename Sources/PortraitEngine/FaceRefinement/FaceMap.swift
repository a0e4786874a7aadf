package import FaceAnalysis
package import Imaging

/// Where a face is repainted: 1 inside its outline with a forehead, falling to 0 across the feather.
package struct FaceMap: Sendable, Equatable {
    /// Polygon in pixels of the picture.
    package let polygon: [Point]
    /// Width of the soft edge in pixels.
    package let featherWidth: Double
    /// The larger extent of the polygon in pixels.
    package let extent: Double

    /// - Parameters:
    ///   - feather: width of the soft edge as a part of the face's extent, 0…1.
    ///   - forehead: how far the outline reaches above the brows, as a part of the brow-to-chin distance, 0…1.
    package init?(_ landmarks: FaceLandmarks, feather: Double, forehead: Double) {
        let jaw = landmarks[.jaw]
        let brows = landmarks[.leftBrow] + landmarks[.rightBrow]
        guard jaw.count >= 3, brows.count >= 4 else { return nil }
        let browCenter = Self.mean(brows)
        guard let chin = jaw.max(by: { $0.distance(to: browCenter) < $1.distance(to: browCenter) }) else { return nil }
        let up = Point(x: (browCenter.x - chin.x) * forehead, y: (browCenter.y - chin.y) * forehead)
        // Brows run from the right end to the left one, lifted; the middle is lifted a little more than the ends.
        let ordered = (landmarks[.rightBrow].sorted { $0.x > $1.x }) + (landmarks[.leftBrow].sorted { $0.x > $1.x })
        let last = Double(ordered.count - 1)
        let top = ordered.enumerated().map { index, point -> Point in
            let place = Double(index) / last * 2 - 1
            let lift = 1 - 0.35 * place * place
            return Point(x: point.x + up.x * lift, y: point.y + up.y * lift)
        }
        polygon = jaw + top
        let xs = polygon.map(\.x), ys = polygon.map(\.y)
        guard let left = xs.min(), let right = xs.max(), let high = ys.min(), let low = ys.max(), right > left,
            low > high
        else { return nil }
        extent = max(right - left, low - high)
        featherWidth = feather * extent
    }

    private static func mean(_ points: [Point]) -> Point {
        let count = Double(points.count)
        return Point(x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
    }

    /// The square to cut: the polygon's box in its middle, with a margin on each side.
    /// - Parameter padding: margin as a part of the face's extent, 0…2.
    package func crop(padding: Double) -> PixelRect {
        let xs = polygon.map(\.x), ys = polygon.map(\.y)
        let middleX = ((xs.min() ?? 0) + (xs.max() ?? 0)) / 2, middleY = ((ys.min() ?? 0) + (ys.max() ?? 0)) / 2
        let side = max(8, (extent * (1 + 2 * padding)).rounded())
        return PixelRect(
            x: Int((middleX - side / 2).rounded()), y: Int((middleY - side / 2).rounded()), width: Int(side),
            height: Int(side))
    }

    /// The map over a square cut, drawn at `side` pixels.
    package func rendered(in rect: PixelRect, side: Int) throws(ImageError) -> GrayImage {
        let scale = Double(side) / Double(rect.width)
        let points = polygon.map {
            Point(x: ($0.x - Double(rect.x)) * scale, y: ($0.y - Double(rect.y)) * scale)
        }
        let filled = GrayImage(width: side, height: side, polygon: points)
        let width = featherWidth * scale
        guard width > 0.5 else { return filled }
        // A Gaussian of a third of the width crosses one half at the outline; doubling keeps the inside at 1 and puts
        // the whole slope outside.
        var soft = try filled.gaussianBlurred(sigma: width / 2)
        for index in soft.values.indices {
            soft.values[index] = filled.values[index] > 0.5 ? 1 : min(1, 2 * soft.values[index])
        }
        return soft
    }
}

extension GrayImage {
    /// 1 where a pixel's centre lies inside the polygon (even-odd rule), else 0.
    package init(width: Int, height: Int, polygon: [Point]) {
        self.init(width: width, height: height)
        guard polygon.count >= 3 else { return }
        for y in 0..<height {
            let level = Double(y)
            var crossings: [Double] = []
            for (index, a) in polygon.enumerated() {
                let b = polygon[(index + 1) % polygon.count]
                guard (a.y <= level) != (b.y <= level) else { continue }
                crossings.append(a.x + (level - a.y) / (b.y - a.y) * (b.x - a.x))
            }
            crossings.sort()
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                let first = max(0, crossings[pair].rounded(.up)), last = min(Double(width - 1), crossings[pair + 1])
                guard first <= last else { continue }
                for x in Int(first)...Int(last) { self[x, y] = 1 }
            }
        }
    }
}
