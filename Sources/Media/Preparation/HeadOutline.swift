/// How far the head reaches from its middle, by direction, in the upper half: a smooth line, which tells tufts of the
/// ground along the hair (bulges of the network's mask) and holes in its edge from the head.
struct HeadOutline: Sendable {
    private static let count = 160
    /// Directions from the right over the top to the left; a little below the level at both ends.
    private static let first: Float = -0.15, last: Float = .pi + 0.15

    private let middle: SIMD2<Float>
    private let iod: Float
    /// Without narrow bulges, and without narrow notches, in page heights.
    private let opened: [Float]
    private let closed: [Float]

    /// - Parameter ground: shares of the ground, on the grid.
    init(ground: Plane, face: FaceMap, on grid: Grid) {
        let iod = face.eyeDistance
        let middle = SIMD2(face.center.x, face.center.y - 0.25 * iod)
        let step = 1 / grid.unit, gap = 0.08 * iod
        let radii = (0..<Self.count).map { number -> Float in
            let angle = Self.first + (Self.last - Self.first) * Float(number) / Float(Self.count - 1)
            let way = SIMD2(cos(angle), -sin(angle))
            var radius = 0.7 * iod, outside: Float = 0
            while radius < 4 * iod, outside < gap {
                let place = middle + way * radius
                guard place.x > 0, place.y > 0, place.x * grid.unit < Float(grid.width) else { break }
                outside = ground[grid.index(place.x, place.y)] > 0.5 ? outside + step : 0
                radius += step
            }
            return radius - outside
        }
        // Bulges are wider than notches: the network's mask is coarse, but its holes are spots of one color.
        let closed = Self.eroded(Self.grown(radii, by: 10), by: 10)
        self.closed = closed
        opened = Self.grown(Self.eroded(closed, by: 14), by: 14)
        self.middle = middle
        self.iod = iod
    }

    /// How far a place lies in a narrow bulge (1) or within the head's outline (-1); 0 elsewhere and below the ears.
    func excess(_ x: Float, _ y: Float) -> Float {
        let away = SIMD2(x - middle.x, middle.y - y)
        var angle = atan2(away.y, away.x)
        if angle < -.pi / 2 { angle += 2 * .pi }
        guard angle > Self.first, angle < Self.last else { return 0 }
        let number = Int((angle - Self.first) / (Self.last - Self.first) * Float(Self.count - 1) + 0.5)
        let radius = hypot(away.x, away.y), ends = 0.2 as Float
        let sure = smoothstep(Self.first, Self.first + ends, angle) * smoothstep(Self.last, Self.last - ends, angle)
        let bulge = smoothstep(0.05, 0.14, (radius - opened[number]) / iod)
        let inside = smoothstep(0.02, -0.08, (radius - min(opened[number], closed[number])) / iod)
        return sure * (bulge - 2.2 * inside)
    }

    private static func grown(_ radii: [Float], by reach: Int) -> [Float] {
        radii.indices.map { center in
            (max(center - reach, 0)...min(center + reach, radii.count - 1)).reduce(0) { max($0, radii[$1]) }
        }
    }

    private static func eroded(_ radii: [Float], by reach: Int) -> [Float] {
        grown(radii.map { 9 - $0 }, by: reach).map { 9 - $0 }
    }
}
