/// How likely each part of the sitter is at a place, from the face's geometry and the network's mask alone.
///
/// Distances are told in distances between the eyes, from the middle of the face; y grows downwards.
struct RegionPriors: Sendable {
    let ground, skin, hair, clothes: Float
    /// How much of the forehead's light is expected there, 0…1.
    let shine: Float

    /// - Parameters:
    ///   - person: the network's mask there; `oval`: whether it lies in the face's outline.
    ///   - covered: whether hair hides the ear on this side, 0…1.
    ///   - ear, brows: whether it lies in an ear or a brow.
    ///   - fall: how far hair falls beside the jaw on this side, 0…1 (`hairFall`).
    init(
        x: Float, y: Float, person: Float, oval: Float, fall: Float, covered: Float, ear: Float, brows: Float,
        isGray: Bool,
        face: FaceMap
    ) {
        let iod = face.eyeDistance
        let dx = abs(x - face.chin.x) / iod
        let below = (y - face.chin.y) / iod
        let side = abs(x - face.center.x) / iod, height = (y - face.center.y) / iod
        let reach = hypot(side, height + 0.25)

        // The neck: a column under the chin, wider where the shoulders begin.
        let beside = abs(x - face.neck.middle) / iod - max(below, 0) * 0.25
        let column = smoothstep(face.neck.half + 0.2, face.neck.half - 0.2, beside)
        // A gray photograph's colors cannot tell skin from cloth: there an open collar is taken for the usual one.
        let collar = smoothstep(face.neck.half + 0.15, face.neck.half - 0.15, beside + max(below, 0) * 0.9)
        let neck =
            (isGray ? collar : column) * smoothstep(-0.35, 0.05, below)
            * (isGray ? smoothstep(0.85, 0.35, below) : smoothstep(1.3, 0.45, below))
        // Chest in an open collar.
        let chest =
            (isGray ? 0 : 0.22) * smoothstep(1.1, 0.3, dx) * smoothstep(0.3, 0.8, below) * smoothstep(3.2, 1.6, below)
        let ear = 0.8 * ear
        // The forehead may be covered by a fringe; what lies below the brows is the face.
        let brow = smoothstep(-0.35, -0.75, height)
        // The mesh ends below the hairline: above it the forehead goes on, for color to find.
        let above = (face.top - y) / iod
        let forehead = 0.75 * smoothstep(1.15, 0.75, side) * smoothstep(0.75, 0.1, above) * smoothstep(-0.2, 0, above)
        let inFace = max(oval * (1 - 0.30 * brow), forehead)

        shine = max(oval * brow, min(forehead / 0.75, 1))

        let isAbove = smoothstep(0.35, -0.35, below)
        let head = smoothstep(2.5, 1.7, reach)
        let crown = head * isAbove * (1 - oval * (1 - 0.22 * brow)) * (1 - 0.45 * forehead)
        // Long hair falls beside the neck and over the shoulders.
        let falling =
            0.35 * fall * smoothstep(2.6, 1.5, side) * smoothstep(0.35, 0.75, dx) * smoothstep(2.9, 1.4, below)
        let body = smoothstep(-0.45, 0.2, below)
        let jaw = smoothstep(0.2, 0.6, height)

        let skin = clamp(max(inFace, max(0.85 * neck, max(chest, ear))), isGray ? 1e-4 : 0.004, 0.996)
        // Beside and below the jaw there is hair only where it falls; what hides the ears ends well above the chin.
        let bob = covered * smoothstep(-0.35, -0.65, below)
        let upper = crown * (1 - mix(0.92, 0.5, fall) * ear) * mix(1, max(fall, bob, 1e-4), jaw)
        let hair =
            clamp(max(upper, falling * (1 - oval)), 1e-6, 0.98) * (1 - 0.985 * oval * (1 - brow))
            * (1 - 0.9 * brows)
        let clothes = clamp(body * (1 - 0.75 * neck), 0.003, 0.98)
        let sum = skin + hair + clothes
        // Along the head the network takes bright things of the ground for hair: there color may overrule it.
        let sure = mix(0.996, 0.97, isAbove)
        // Where geometry expects nothing, as beside a bare jaw, the network has seen a blurred edge.
        let expected = mix(0.5, 1, smoothstep(0, 0.2, max(skin, max(hair, clothes))))
        let inside = clamp(max(person * expected, oval * 0.98), 0.004, sure)
        ground = 1 - inside
        self.skin = inside * skin / sum
        self.hair = inside * hair / sum
        self.clothes = inside * clothes / sum
    }

    /// How far hair falls on either side (left, right), 0…1: whether the sitter fills the places beside the jaw.
    static func hairFall(person: Plane, face: FaceMap, on grid: Grid) -> (left: Float, right: Float) {
        let iod = face.eyeDistance
        let sides = [Mesh.leftSide, Mesh.rightSide].map { face.points[$0].x }, nose = face.points[Mesh.noseTip].x
        let turned = (nose - sides[0]) / max(sides[1] - sides[0], 1e-4) - 0.5
        // Below the ear of a turned head the neck is seen, where a head that is not has hair or ground.
        let isFrontal = smoothstep(0.16, 0.06, abs(turned))
        func share(_ direction: Float, from start: Float, by width: Float, rows: ClosedRange<Float>) -> Float {
            var sum: Float = 0, count: Float = 0
            for step in 0..<6 {
                for row in 0..<6 {
                    let x = start + direction * width * Float(step) / 5 * iod
                    let y = face.chin.y - mix(rows.upperBound, rows.lowerBound, Float(row) / 5) * iod
                    guard x > 0, y < 1, x < Float(grid.width) / grid.unit else { continue }
                    // Shoulders and a high collar fill places beside the jaw, but not those above.
                    let above = person[grid.index(x, max(y - 0.3 * iod, 0))]
                    sum += min(person[grid.index(x, y)], above)
                    count += 1
                }
            }
            return count > 0 ? smoothstep(0.35, 0.75, sum / count) : 0
        }
        func fall(_ direction: Float, _ edge: Float) -> Float {
            let wide = share(direction, from: face.center.x + direction * 1.22 * iod, by: 0.3, rows: 0.12...0.62)
            let near = share(direction, from: edge + direction * 0.1 * iod, by: 0.2, rows: 0.15...0.5)
            return max(wide, isFrontal * near)
        }
        return (fall(-1, sides[0]), fall(1, sides[1]))
    }
}

extension Regions {
    /// The four priors on a grid.
    struct Priors: Sendable {
        let shares: Parts
        /// 1 under the chin, where skin lies in its shadow.
        let neck: Plane
        /// 1 where a collar may be, which reaches the jaw but seldom.
        let collar: Plane
        /// 1 in ears that the network sees: light shines through them, and their shade is deep.
        let ears: Plane
        /// 1 between brows and hairline, where skin shines.
        let forehead: Plane
        /// The same well above the brows, where a fringe may hang.
        let fringe: Plane

        init(
            person: Plane, oval: Plane, brows: Plane, isGray: Bool, face: FaceMap, on grid: Grid
        ) {
            let parts = ForEachPart(
                ground: grid.plane(), skin: grid.plane(), hair: grid.plane(), clothes: grid.plane())
            let forehead = grid.plane(), ears = grid.plane(), places = EarPlaces(face, person: person, on: grid)
            let fall = RegionPriors.hairFall(person: person, face: face, on: grid)
            grid.each { index, x, y in
                let ear = places.share(x, y)
                ears[index] = ear * smoothstep(0.3, 0.7, person[index])
                // What the network half sees along the head is mostly ground, but it may be an ear.
                let seen = mix(smoothstep(0.35, 0.9, person[index]), person[index], ear)
                let prior = RegionPriors(
                    x: x, y: y, person: seen, oval: oval[index],
                    fall: x < face.center.x ? fall.left : fall.right, covered: places.hidden(x, face), ear: ear,
                    brows: brows[index],
                    isGray: isGray, face: face)
                forehead[index] = prior.shine
                parts.ground[index] = max(prior.ground, 1e-6)
                parts.skin[index] = max(prior.skin, 1e-6)
                parts.hair[index] = max(prior.hair, 1e-6)
                parts.clothes[index] = max(prior.clothes, 1e-6)
            }
            neck = grid.map { _, x, y in
                let iod = face.eyeDistance
                return smoothstep(face.neck.half + 0.45, face.neck.half + 0.05, abs(x - face.neck.middle) / iod)
                    * smoothstep(-0.4, 0, (y - face.chin.y) / iod)
            }
            collar = grid.map { [neck] index, _, y in
                neck[index] * smoothstep(-0.2, 0.1, (y - face.chin.y) / face.eyeDistance)
            }
            shares = parts
            self.forehead = forehead
            let browTop = (Mesh.leftBrow + Mesh.rightBrow).map { face.points[$0].y }.min() ?? face.top
            fringe = grid.map { index, _, y in
                forehead[index] * smoothstep(0.06, 0.16, (browTop - y) / face.eyeDistance)
            }
            self.ears = ears
        }
    }
}
