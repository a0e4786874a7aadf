/// Where ears may be seen: behind the mesh's edges, wider on the side that is turned to the viewer.
struct EarPlaces: Sendable {
    private struct Side: Sendable {
        /// Where the mesh ends before the ear.
        var edge: SIMD2<Float>
        /// Away from the face.
        var outward: SIMD2<Float>
        /// How far the ear reaches outward, in distances between the eyes.
        var reach: Float
        /// How much of it is to be seen, 0…1: less where hair reaches far beyond it.
        var seen: Float
    }

    private let sides: [Side]
    private let down: SIMD2<Float>
    private let iod: Float

    /// - Parameter person: the network's mask.
    init(_ face: FaceMap, person: Plane, on grid: Grid) {
        func point(_ index: Int) -> SIMD2<Float> { SIMD2(face.points[index].x, face.points[index].y) }
        let axis = point(Mesh.chin) - point(Mesh.forehead), length = max(hypot(axis.x, axis.y), 1e-4)
        let down = axis / length, right = SIMD2(down.y, -down.x)
        let left = point(Mesh.leftSide), other = point(Mesh.rightSide), nose = point(Mesh.noseTip)
        func across(_ place: SIMD2<Float>) -> Float { max((place * right).sum(), 0) }
        let widths = (left: across(nose - left), right: across(other - nose))
        let whole = max(widths.left + widths.right, 1e-4)
        func side(_ edge: SIMD2<Float>, _ outward: SIMD2<Float>, _ width: Float) -> Side {
            let turned = width / whole - 0.5
            let reach = clamp(0.36 + 0.8 * turned, 0.08, 0.6)
            // Behind the ear of a turned head its back is seen, which hides nothing.
            let isFrontal = smoothstep(0.16, 0.06, abs(turned))
            let hidden = isFrontal * Self.share(of: person, beyond: edge, outward, down, reach, face, on: grid)
            return Side(edge: edge, outward: outward, reach: reach, seen: 1 - smoothstep(0.35, 0.6, hidden))
        }
        sides = [side(left, -right, widths.left), side(other, right, widths.right)]
        self.down = down
        iod = face.eyeDistance
    }

    /// How much hair hides the ear on a place's side of the face, 0…1.
    func hidden(_ x: Float, _ face: FaceMap) -> Float { 1 - (x < face.center.x ? sides[0] : sides[1]).seen }

    /// How much of the places beside an ear's upper half the sitter fills, 0…1: only wide hair does.
    private static func share(
        of person: Plane, beyond edge: SIMD2<Float>, _ outward: SIMD2<Float>, _ down: SIMD2<Float>, _ reach: Float,
        _ face: FaceMap, on grid: Grid
    ) -> Float {
        var sum: Float = 0, count: Float = 0
        for column in 0..<4 {
            for row in 0..<5 {
                let out = reach + 0.08 + 0.05 * Float(column), below = -0.6 + 0.1 * Float(row)
                let place = edge + (outward * out + down * below) * face.eyeDistance
                guard place.x > 0, place.x * grid.unit < Float(grid.width), place.y > 0, place.y < 1 else { continue }
                sum += person[grid.index(place.x, place.y)]
                count += 1
            }
        }
        return count > 0 ? sum / count : 0
    }

    /// 1 where an ear is likely, 0…1; also within the face beside it.
    @inline(__always)
    func share(_ x: Float, _ y: Float) -> Float {
        var most: Float = 0
        for side in sides {
            let away = (SIMD2(x, y) - side.edge) / iod
            let outward = (away * side.outward).sum(), below = (away * down).sum()
            // Out from the head, not across it.
            guard outward > -0.5 else { continue }
            most = max(
                most,
                side.seen * smoothstep(side.reach + 0.3, side.reach, outward) * smoothstep(-0.55, -0.2, below)
                    * smoothstep(0.85, 0.5, below))
        }
        return most
    }
}
