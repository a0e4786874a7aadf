/// Rims of spectacles as one draws them: both rings and the bridge, whole, where a photograph shows most of their line.
///
/// A ring of one size and form is laid over both eyes and moved until its lower half lies on dark lines; folds of the
/// skin are shorter and never lie so on both sides.
struct SpectacleRims: Sendable {
    /// In page heights; closed rings, then the bridge. Empty without spectacles.
    let lines: [[SIMD2<Float>]]
    /// How much of the rings the photograph shows, 0…1.
    let presence: Float

    private struct Ring {
        /// Outward and down from the middle of an eye, and half axes; in distances between the eyes.
        var out, down, across, high: Float
    }

    private struct Frame {
        let left, right, axis, normal: SIMD2<Float>
        let iod: Float

        /// A place of a ring; the angle runs from the outer end over the lower side.
        func place(_ ring: Ring, _ angle: Float, isLeft: Bool, wider: Float = 0) -> SIMD2<Float> {
            let c = cos(angle), s = sin(angle)
            // A superellipse of exponent 2.6: rounded glasses with a little of a square.
            let u = (c < 0 ? -1 : 1) * pow(abs(c), 0.77), v = (s < 0 ? -1 : 1) * pow(abs(s), 0.77)
            let side: Float = isLeft ? -1 : 1
            let x = side * (ring.out + u * (ring.across + wider)), y = ring.down + v * (ring.high + wider)
            return (isLeft ? left : right) + (axis * x + normal * y) * iod
        }
    }

    init(_ page: Page) {
        let grid = page.grid, face = page.face
        func middle(_ indices: [Int]) -> SIMD2<Float> {
            indices.reduce(SIMD2<Float>.zero) { $0 + SIMD2(face.points[$1].x, face.points[$1].y) }
                / Float(max(indices.count, 1))
        }
        var (left, right) = (middle(Mesh.leftEye), middle(Mesh.rightEye))
        if left.x > right.x { (left, right) = (right, left) }
        let iod = max(distance(left, right), 0.01), axis = (right - left) / iod
        let frame = Frame(left: left, right: right, axis: axis, normal: SIMD2(-axis.y, axis.x), iod: iod)
        let light = page.lab.c0
        let narrow = grid.blur(light, 0.012 * iod), wide = grid.blur(light, 0.045 * iod)
        let dark = grid.map { wide[$0] - narrow[$0] }
        @Sendable func value(_ place: SIMD2<Float>) -> Float { dark[grid.index(place.x, place.y)] }
        let angles = (0...22).map { Float.pi * (Float($0) / 22 * 1.16 - 0.08) }
        func score(_ ring: Ring, isLeft: Bool) -> Float {
            angles.reduce(Float(0)) { $0 + smoothstep(0.004, 0.028, value(frame.place(ring, $1, isLeft: isLeft))) }
                / Float(angles.count)
        }
        var best = (score: Float(0), ring: Ring(out: 0, down: 0.1, across: 0.4, high: 0.3))
        for out in stride(from: Float(-0.04), through: 0.10, by: 0.02) {
            for across in stride(from: Float(0.32), through: 0.48, by: 0.02) {
                for high in stride(from: Float(0.22), through: 0.42, by: 0.02) {
                    for down in stride(from: Float(0), through: 0.20, by: 0.025) where down + high > 0.28 {
                        let ring = Ring(out: out, down: down, across: across, high: high)
                        let one = score(ring, isLeft: true)
                        // The other eye gives 1 at most.
                        guard 0.7 * one + 0.3 > best.score else { continue }
                        let other = score(ring, isLeft: false)
                        let both = 0.7 * min(one, other) + 0.3 * max(one, other)
                        if both > best.score { best = (both, ring) }
                    }
                }
            }
        }
        presence = best.score
        guard best.score > 0.55 else {
            lines = []
            return
        }
        let ring = best.ring
        /// The ring drawn onto the line it lies near, smoothly.
        func drawn(isLeft: Bool) -> [SIMD2<Float>] {
            let count = 48
            let offsets = (0..<count).map { number -> Float in
                let angle = 2 * Float.pi * Float(number) / Float(count)
                let steps = stride(from: Float(-0.05), through: 0.05, by: 0.01)
                return steps.max { a, b in
                    func worth(_ wider: Float) -> Float {
                        min(value(frame.place(ring, angle, isLeft: isLeft, wider: wider)), 0.06) - 0.4 * abs(wider)
                    }
                    return worth(a) < worth(b)
                } ?? 0
            }
            return (0...count).map { number in
                let near = (-3...3).reduce(Float(0)) { $0 + offsets[(number + $1 + count) % count] } / 7
                return frame.place(
                    ring, 2 * Float.pi * Float(number) / Float(count), isLeft: isLeft, wider: near)
            }
        }
        let high = -Float.pi * 0.86
        let from = frame.place(ring, high, isLeft: true), to = frame.place(ring, high, isLeft: false)
        let bridge = (0...6).map { number -> SIMD2<Float> in
            let t = Float(number) / 6
            return from + (to - from) * t - frame.normal * (0.05 * iod * sin(.pi * t))
        }
        lines = [drawn(isLeft: true), drawn(isLeft: false), bridge]
    }

    /// 1 on a rim, 0 off it.
    ///
    /// - Parameter half: of a rim's width, in page heights.
    func coverage(half: Float, on grid: Grid) -> Plane {
        let result = grid.plane()
        let points = lines.flatMap { $0 }
        guard let first = points.first else { return result }
        let low = points.reduce(first) { pointwiseMin($0, $1) } - 0.01
        let high = points.reduce(first) { pointwiseMax($0, $1) } + 0.01
        grid.each { index, x, y in
            guard x > low.x, y > low.y, x < high.x, y < high.y else { return }
            var least = Float.infinity
            for line in lines {
                for number in 1..<line.count {
                    let a = line[number - 1], axis = line[number] - a
                    let t = clamp(dot(SIMD2(x, y) - a, axis) / max(dot(axis, axis), 1e-9))
                    least = min(least, distance(SIMD2(x, y), a + axis * t))
                }
            }
            result[index] = clamp((half - least) / 0.0012 + 0.5)
        }
        return result
    }
}
