package import Imaging

extension AffineTransform {
    /// The least-squares similarity without reflection that takes `source` to `target`.
    ///
    /// With points as complex numbers z and w: a = Σ(w−w̄)·conj(z−z̄)/Σ|z−z̄|², b = w̄ − a·z̄.
    /// - Returns: nil where the source points coincide.
    package static func similarity(from source: [Point], to target: [Point]) -> AffineTransform? {
        guard source.count == target.count, !source.isEmpty else { return nil }
        let n = Double(source.count)
        let zx = source.reduce(0) { $0 + $1.x } / n, zy = source.reduce(0) { $0 + $1.y } / n
        let wx = target.reduce(0) { $0 + $1.x } / n, wy = target.reduce(0) { $0 + $1.y } / n
        var real = 0.0, imaginary = 0.0, norm = 0.0
        for (z, w) in zip(source, target) {
            let (a, b, c, d) = (w.x - wx, w.y - wy, z.x - zx, z.y - zy)
            real += a * c + b * d
            imaginary += b * c - a * d
            norm += c * c + d * d
        }
        guard norm > 1e-9, norm.isFinite else { return nil }
        real /= norm
        imaginary /= norm
        return AffineTransform(
            a: real, b: -imaginary, c: wx - real * zx + imaginary * zy,
            d: imaginary, e: real, f: wy - imaginary * zx - real * zy)
    }
}

/// Where the five points lie in an aligned face.
package enum FaceTemplate {
    /// ArcFace's template for 112 pixels.
    package static let arcFace = [
        Point(x: 38.2946, y: 51.6963), Point(x: 73.5318, y: 51.5014), Point(x: 56.0252, y: 71.7366),
        Point(x: 41.5493, y: 92.3655), Point(x: 70.7299, y: 92.2041),
    ]

    /// ArcFace's template shrunk to `share` of a picture of `size` pixels, its middle at `centerY` of the height.
    package static func arcFace(size: Double, share: Double, centerY: Double = 0.5) -> [Point] {
        arcFace.map { point -> Point in
            let x = (point.x - 56) / 112 * share + 0.5
            let y = (point.y - 56) / 112 * share + centerY
            return Point(x: x * size, y: y * size)
        }
    }

    /// The mean face of dlib's 68 points with a margin of a fifth: eyes' centres, nose, corners of the mouth.
    static func wide(size: Double) -> [Point] {
        let mean = [
            Point(x: 0.2255, y: 0.216), Point(x: 0.7548, y: 0.216), Point(x: 0.49, y: 0.515), Point(x: 0.254, y: 0.78),
            Point(x: 0.726, y: 0.78),
        ]
        return mean.map { Point(x: (0.2 + $0.x) / 1.4 * size, y: (0.2 + $0.y) / 1.4 * size) }
    }
}

extension RGBImage {
    /// The face turned and scaled so that its five points lie on `template`.
    /// - Returns: nil where the five points coincide.
    package func aligned(_ keypoints: [Point], to template: [Point], size: Int) -> RGBImage? {
        guard let transform = AffineTransform.similarity(from: keypoints, to: template) else { return nil }
        return warped(by: transform, width: size, height: size)
    }

    /// As ``aligned(_:to:size:)``, but for looking at: a large face is shrunk without aliasing, and beyond the picture
    /// its edge goes on.
    package func smoothlyAligned(_ keypoints: [Point], to template: [Point], size: Int) -> RGBImage? {
        guard let transform = AffineTransform.similarity(from: keypoints, to: template) else { return nil }
        let scale = (transform.a * transform.a + transform.d * transform.d).squareRoot()
        guard scale < 1, scale > 0 else {
            return warped(by: transform, width: size, height: size, outside: .edge)
        }
        let newWidth = max(1, Int((Double(width) * scale).rounded()))
        let newHeight = max(1, Int((Double(height) * scale).rounded()))
        let small = resized(width: newWidth, height: newHeight, filter: .bilinear)
        // Pixel centers: x of the small picture is (x + ½)·ratio − ½ of this one.
        let horizontal = Double(newWidth) / Double(width), vertical = Double(newHeight) / Double(height)
        let moved = keypoints.map {
            Point(x: ($0.x + 0.5) * horizontal - 0.5, y: ($0.y + 0.5) * vertical - 0.5)
        }
        guard let rest = AffineTransform.similarity(from: moved, to: template) else { return nil }
        return small.warped(by: rest, width: size, height: size, outside: .edge)
    }

    /// Planes `[3, height, width]` of `(value − mean)/scale`.
    func planes(mean: [Float], scale: Float) -> [Float] {
        let count = width * height
        var values = [Float](repeating: 0, count: 3 * count)
        for channel in 0..<3 {
            for index in 0..<count {
                values[channel * count + index] = (Float(pixels[3 * index + channel]) - mean[channel]) / scale
            }
        }
        return values
    }
}
