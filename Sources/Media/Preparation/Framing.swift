/// Which part of the photograph the page shows.
///
/// A large head is half of the beauty: the face (mesh point 10 to 152) takes 39 to 45 % of the page's height, the more
/// the closer the photograph was cut; the eyes lie a little above the middle, lower where the photograph ends early.
struct Framing: Sendable {
    /// Page heights per pixel of the photograph.
    let scale: Float
    /// Place on the page of the photograph's corner.
    let offset: SIMD2<Float>

    init(_ sitting: Sitting, aspect: Float) {
        let mesh = sitting.mesh
        let eyes = (mesh[Mesh.leftEyeCorner] + mesh[Mesh.rightEyeCorner]) / 2
        let faceHeight = max(
            hypot(mesh[Mesh.chin].x - mesh[Mesh.forehead].x, mesh[Mesh.chin].y - mesh[Mesh.forehead].y), 1)
        // At a face of 0.30 the photograph reaches this far to the nearer side and below the eyes, in page heights.
        let base = 0.30 / faceHeight
        let side = min(eyes.x, Float(sitting.width) - eyes.x) * base / aspect
        let below = (Float(sitting.height) - eyes.y) * base
        // Above an oblong page's usual width a head needs no more of the height.
        let zoom = clamp(0.485 / max(side, 0.1), 1.30, 1.5) * min(1, aspect / 0.7)
        let eyeLine = clamp(1 - below * zoom, 0.42, 0.475)
        let middle =
            0.6 * (mesh[Mesh.leftSide].x + mesh[Mesh.rightSide].x) / 2 + 0.4 * mesh[Mesh.chin].x
        scale = base * zoom
        offset = SIMD2(aspect / 2 - middle * scale, eyeLine - eyes.y * scale)
    }

    @inline(__always)
    func page(_ x: Float, _ y: Float) -> SIMD2<Float> { SIMD2(x, y) * scale + offset }

    /// Pixels of the photograph (pixel i covers i ..< i + 1).
    @inline(__always)
    func photograph(_ x: Float, _ y: Float) -> SIMD2<Float> { (SIMD2(x, y) - offset) / scale }
}

extension Sitting {
    /// What the mask's network is shown: the head at 30 % of the height, the eyes at 42 %, four by five.
    package var maskFrame: (x: Float, y: Float, width: Float, height: Float) {
        let forehead = mesh[Mesh.forehead], chin = mesh[Mesh.chin]
        let eyes = (mesh[Mesh.leftEyeCorner] + mesh[Mesh.rightEyeCorner]) / 2
        let height = max(hypot(chin.x - forehead.x, chin.y - forehead.y), 1) / 0.30
        let width = 0.8 * height
        let middle = 0.6 * (mesh[Mesh.leftSide].x + mesh[Mesh.rightSide].x) / 2 + 0.4 * chin.x
        return (middle - width / 2, eyes.y - 0.42 * height, width, height)
    }
}
