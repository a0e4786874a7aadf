/// Where the parts of the face lie on the page.
package struct FaceMap: Sendable {
    /// The mesh's 468 points in page heights; depth smaller is nearer.
    package let points: [SIMD3<Float>]
    /// Distance between the middles of the eyes, in page heights: the measure of everything in the face.
    package let eyeDistance: Float
    /// Middle of the face's outline, and the heights of its ends.
    package let center: SIMD2<Float>
    package let top: Float
    package let chin: SIMD2<Float>

    /// The neck's middle below the jaw, in page heights, and half of its width in distances between the eyes.
    package let neck: (middle: Float, half: Float)

    /// Inside the face's outline, hard and soft.
    package let oval: Plane
    package let soft: Plane
    package let eyes: Plane
    package let lips: Plane
    /// The opening between the lips, teeth included.
    package let mouth: Plane
    package let brows: Plane
    package let nose: Plane
    /// Eyes 1, lips 0.95, brows 0.7, nose 0.6.
    package let features: Plane

    /// Whether a pixel's skin counts for the sitter's complexion: the face without features and hair.
    func isComplexion(_ index: Int, hair: Plane) -> Bool {
        oval[index] > 0.5 && features[index] < 0.3 && hair[index] < 0.3
    }

    init(_ points: [SIMD3<Float>], on grid: Grid) {
        func outline(_ indices: [Int]) -> [SIMD2<Float>] { indices.map { SIMD2(points[$0].x, points[$0].y) } }
        func middle(_ indices: [Int]) -> SIMD2<Float> {
            outline(indices).reduce(.zero, +) / Float(indices.count)
        }
        func shape(_ indices: [[Int]], grownBy growth: Float, softness: Float) -> Plane {
            let parts = indices.map { grid.grown(grid.polygon(outline($0)), by: growth) }
            let whole = parts.count == 1 ? parts[0] : grid.map { max(parts[0][$0], parts[1][$0]) }
            return grid.blur(whole, softness)
        }
        self.points = points
        let between = middle(Mesh.leftEye) - middle(Mesh.rightEye)
        let distance = max(hypot(between.x, between.y), 0.01)
        eyeDistance = distance
        center = middle(Mesh.oval)
        top = points[Mesh.forehead].y
        chin = SIMD2(points[Mesh.chin].x, points[Mesh.chin].y)
        // A turned head's chin points away from the neck, the corners of the jaw less so.
        let jaw = (points[Mesh.leftJaw].x, points[Mesh.rightJaw].x)
        neck = (
            0.7 * (jaw.0 + jaw.1) / 2 + 0.3 * points[Mesh.chin].x,
            clamp(0.45 * abs(jaw.1 - jaw.0) / distance, 0.65, 0.95)
        )
        let face = grid.polygon(outline(Mesh.oval))
        oval = face
        let soft = grid.map { [blurred = grid.blur(face, 0.14 * distance)] in clamp(blurred[$0]) }
        self.soft = soft
        let eyes = shape([Mesh.leftEye, Mesh.rightEye], grownBy: 0.07 * distance, softness: 0.05 * distance)
        let lips = shape([Mesh.lips], grownBy: 0.03 * distance, softness: 0.04 * distance)
        let brows = shape([Mesh.leftBrow, Mesh.rightBrow], grownBy: 0.03 * distance, softness: 0.05 * distance)
        let nose = shape([Mesh.nose], grownBy: 0.03 * distance, softness: 0.08 * distance)
        mouth = shape([Mesh.mouth], grownBy: 0, softness: 0.008)
        self.eyes = eyes
        self.lips = lips
        self.brows = brows
        self.nose = nose
        features = grid.map {
            clamp(max(max(eyes[$0], 0.95 * lips[$0]), max(0.7 * brows[$0], 0.6 * nose[$0])))
        }
    }
}
