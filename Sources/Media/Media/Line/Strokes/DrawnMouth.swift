/// A mouth for drawing: what is lip and what lies between the lips, and the way lines run along them.
struct DrawnMouth: Sendable {
    /// Without the opening, 0…1.
    let lips: Plane
    /// Between the lips, 0…1.
    let opening: Plane
    /// 0 closed … 1 open, so that teeth may show.
    let openness: Float
    /// From the left corner to the right: the lower edge of the upper lip and the upper edge of the lower one.
    let edges: (upper: [SIMD2<Float>], lower: [SIMD2<Float>])
    private let cosines: Plane
    private let sines: Plane

    init(_ page: Page) {
        let grid = page.grid, face = page.face
        func places(_ indices: some Sequence<Int>) -> [SIMD2<Float>] {
            indices.map { SIMD2(face.points[$0].x, face.points[$0].y) }
        }
        // Both outlines begin at the left corner, go below to the right one, and back above.
        let outer = Mesh.lips, inner = Mesh.mouth
        edges = (places([inner[0]] + inner[10...].reversed()), places(inner[...10]))
        let hole = grid.polygon(places(inner))
        opening = grid.blur(hole, 0.0012)
        let whole = grid.blur(grid.polygon(places(outer)), 0.0014)
        lips = grid.map { [opening] in clamp(whole[$0] - opening[$0]) }
        let gap = abs(face.points[14].y - face.points[13].y) / face.eyeDistance
        openness = smoothstep(0.04, 0.11, gap)
        let lines = [places([outer[0]] + outer[10...].reversed()), edges.upper, edges.lower, places(outer[...10])]
        let near = grid.blur(whole, 0.004)
        let cosines = grid.plane(1), sines = grid.plane()
        grid.each { index, x, y in
            guard near[index] > 0.01 else { return }
            // The nearer a line, the more the direction is its own.
            var sum = SIMD2<Float>(1e-6, 0)
            for line in lines {
                for (a, b) in zip(line, line.dropFirst()) {
                    let to = (a + b) / 2 - SIMD2(x, y)
                    sum += (b - a) / (dot(to, to) + 4e-6)
                }
            }
            sum /= max(hypot(sum.x, sum.y), 1e-9)
            cosines[index] = sum.x
            sines[index] = sum.y
        }
        self.cosines = cosines
        self.sines = sines
    }

    /// A flow that runs along the lips in the mouth.
    func flow(_ other: Flow, on grid: Grid) -> Flow {
        grid.flow { index in
            lips[index] + opening[index] > 0.3 ? atan2(sines[index], cosines[index]) : other.angle(index)
        }
    }

    /// The tone with lips that are one form: smooth along them, and no lighter than the skin around lets lips be.
    func drawn(over tone: Plane, _ page: Page) -> Plane {
        let grid = page.grid, face = page.face
        let own = flow(page.flow, on: grid), place = grid.map { lips[$0] > 0.02 ? 1 : 0 }
        let soft = grid.blur(grid.along(own, tone, 0.005, where: place), 0.0008)
        let middle = (face.points[13] + face.points[14]) / 2, reach = 0.75 * face.eyeDistance
        let around = tone.values { index in
            guard face.soft[index] > 0.5, face.features[index] < 0.25, page.hair[index] < 0.3 else { return false }
            let x = grid.x(index % grid.width), y = grid.y(index / grid.width)
            return hypot(x - middle.x, y - middle.y) < reach
        }
        guard let skin = quantile(around, 0.5) else { return tone }
        let most = 0.84 * skin
        return grid.map { index in
            var lip = soft[index]
            // Wet lips shine, but are not white.
            if lip > most { lip = most + 0.3 * min(lip - most, 0.3) }
            return mix(tone[index], lip, lips[index])
        }
    }
}

extension LineSet {
    /// The line between closed lips, or the edges of parted ones.
    mutating func drawMouth(
        of study: LineStudy, width: Float = 1, weight: Float = 1, grain: Float = 0.12, dice: inout Dice
    ) {
        let mouth = study.mouth, open = mouth.openness
        take(Lead(radius: 0.0009 * width, grain: grain, taper: 0.35, spill: 1))
        func stroke(_ points: [SIMD2<Float>], _ darkness: Float) {
            draw(
                Contour(points: points, strengths: points.map { _ in 1 }), wander: 0.0003,
                darkness: min(darkness * weight, 1), dice: &dice)
        }
        if open < 0.5 {
            let middle = zip(mouth.edges.upper, mouth.edges.lower).map { ($0 + $1) / 2 }
            for _ in 0..<2 { stroke(middle, 0.75) }
        } else {
            for _ in 0..<2 { stroke(mouth.edges.upper, 0.6) }
            stroke(mouth.edges.lower, 0.5)
        }
    }
}
