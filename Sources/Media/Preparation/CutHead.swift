/// The edges of a photograph that cut the sitter's head.
///
/// Hair counts: the network's mask of the person tells where it reaches an edge beside the head. Without a mask the hair
/// is taken to reach a third of the face's height above the face.
struct CutHead: Sendable, Equatable {
    var top = false, bottom = false, left = false, right = false

    /// A head whose mask touches an edge along less than this part of the face's width is not called cut: a tuft of hair.
    private static let leastTouch: Float = 0.2
    /// What must lie below a chin, as a part of the face's height, for shoulders to be drawn.
    private static let neck: Float = 0.3

    init(_ sitting: Sitting) {
        let mesh = sitting.mesh
        let forehead = mesh[Mesh.forehead], chin = mesh[Mesh.chin]
        let height = max(hypot(chin.x - forehead.x, chin.y - forehead.y), 1)
        let sides = [mesh[Mesh.leftSide].x, mesh[Mesh.rightSide].x]
        let (from, to) = (sides.min() ?? 0, max(sides.max() ?? 0, (sides.min() ?? 0) + 1))
        let inset = 0.02 * height
        let columns = stride(from: from, to: to, by: (to - from) / 40)
        // Below the mouth shoulders and long hair may leave the picture.
        let rows = stride(from: forehead.y - 0.3 * height, to: chin.y - 0.3 * height, by: height / 40)
        bottom = Float(sitting.height) < chin.y + Self.neck * height
        guard let mask = sitting.mask else {
            top = forehead.y - 0.33 * height < 0
            left = from - 0.1 * height < 0
            right = to + 0.1 * height > Float(sitting.width)
            return
        }
        func touches(_ places: [SIMD2<Float>], of length: Float) -> Bool {
            let hits = places.count { mask.value(at: $0) > 0.5 }
            return Float(hits) / Float(max(places.count, 1)) * length > Self.leastTouch * (to - from)
        }
        top = touches(columns.map { SIMD2($0, inset) }, of: to - from)
        left = touches(rows.map { SIMD2(inset, $0) }, of: height)
        right = touches(rows.map { SIMD2(Float(sitting.width) - inset, $0) }, of: height)
    }
}

extension Sitting.RawMask {
    /// 0 outside the rectangle that the mask covers.
    func value(at place: SIMD2<Float>) -> Float {
        let column = (place.x - x) / width * Float(Self.side), row = (place.y - y) / height * Float(Self.side)
        guard column >= 0, row >= 0, column < Float(Self.side), row < Float(Self.side) else { return 0 }
        let index = Int(row) * Self.side + Int(column)
        return values.indices.contains(index) ? values[index] : 0
    }
}
