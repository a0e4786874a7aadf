/// Where ears may be seen: behind the mesh's edges, wider on the side that is turned to the viewer.
struct EarPlaces: Sendable {
    private struct Side: Sendable {
        /// Where the mesh ends before the ear.
        var edge: SIMD2<Float>
        /// Away from the face.
        var outward: SIMD2<Float>
        /// How far the ear reaches outward, in distances between the eyes.
        var reach: Float
    }

    private let sides: [Side]
    private let down: SIMD2<Float>
    private let iod: Float

    init(_ face: FaceMap) {
        func point(_ index: Int) -> SIMD2<Float> { SIMD2(face.points[index].x, face.points[index].y) }
        let axis = point(Mesh.chin) - point(Mesh.forehead), length = max(hypot(axis.x, axis.y), 1e-4)
        let down = axis / length, right = SIMD2(down.y, -down.x)
        let left = point(Mesh.leftSide), other = point(Mesh.rightSide), nose = point(Mesh.noseTip)
        func across(_ place: SIMD2<Float>) -> Float { max((place * right).sum(), 0) }
        let widths = (left: across(nose - left), right: across(other - nose))
        let whole = max(widths.left + widths.right, 1e-4)
        func side(_ edge: SIMD2<Float>, _ outward: SIMD2<Float>, _ width: Float) -> Side {
            let turned = width / whole - 0.5
            return Side(edge: edge, outward: outward, reach: clamp(0.36 + 0.8 * turned, 0.08, 0.6))
        }
        sides = [side(left, -right, widths.left), side(other, right, widths.right)]
        self.down = down
        iod = face.eyeDistance
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
                smoothstep(side.reach + 0.3, side.reach, outward) * smoothstep(-0.55, -0.2, below)
                    * smoothstep(0.85, 0.5, below))
        }
        return most
    }
}
