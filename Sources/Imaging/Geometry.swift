/// A point in pixels; (0, 0) is the center of the top-left pixel, x goes right and y down.
package struct Point: Sendable, Hashable, Codable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    package func distance(to other: Point) -> Double {
        ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }
}

/// A rectangle of whole pixels; it may reach outside a picture.
package struct PixelRect: Sendable, Hashable, Codable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// A map of the plane: x' = a·x + b·y + c, y' = d·x + e·y + f.
package struct AffineTransform: Sendable, Equatable {
    package var a, b, c, d, e, f: Double

    package init(a: Double, b: Double, c: Double, d: Double, e: Double, f: Double) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
    }

    package func apply(to point: Point) -> Point {
        Point(x: a * point.x + b * point.y + c, y: d * point.x + e * point.y + f)
    }

    /// Nil when the map squeezes the plane to a line or holds a value that is not finite.
    package var inverse: AffineTransform? {
        let determinant = a * e - b * d
        guard determinant.isFinite, abs(determinant) > 1e-12, c.isFinite, f.isFinite else { return nil }
        let scale = 1 / determinant
        return AffineTransform(
            a: e * scale, b: -b * scale, c: (b * f - c * e) * scale,
            d: -d * scale, e: a * scale, f: (c * d - a * f) * scale)
    }
}
