/// Which part of the photograph the page shows.
///
/// A large head is half of the beauty: the face (mesh point 10 to 152) takes 39 to 45 % of the page's height, the more
/// the closer the photograph was cut; the eyes lie a little above the middle, lower where the photograph ends early.
///
/// An edge that cuts the head lies on the page's edge or beyond it: a close-up stays a close-up, since no medium can
/// invent the missing half of a head.
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
        let cut = CutHead(sitting)
        let usualScale = base * zoom
        let wanted = max(
            cut.leastScale(of: sitting, faceHeight: faceHeight, aspect: aspect),
            clamp(
                cut.balancedScale(eyes: eyes, middle: middle, of: sitting, aspect: aspect), usualScale, 1.4 * usualScale
            )
        )
        // A page that is much narrower or wider than the photograph still shows the face: it then reaches beyond an edge.
        let faceWidth = max(abs(mesh[Mesh.rightSide].x - mesh[Mesh.leftSide].x), 1)
        scale = max(usualScale, min(wanted, 0.95 / faceHeight, 0.95 * aspect / faceWidth))
        let usual = SIMD2(aspect / 2 - middle * scale, eyeLine - eyes.y * scale)
        offset = cut.offset(usual, of: sitting, scale: scale, aspect: aspect)
    }

    @inline(__always)
    func page(_ x: Float, _ y: Float) -> SIMD2<Float> { SIMD2(x, y) * scale + offset }

    /// Pixels of the photograph (pixel i covers i ..< i + 1).
    @inline(__always)
    func photograph(_ x: Float, _ y: Float) -> SIMD2<Float> { (SIMD2(x, y) - offset) / scale }
}

extension CutHead {
    /// The least scale at which the page lies within the edges that cut the head.
    fileprivate func leastScale(of sitting: Sitting, faceHeight: Float, aspect: Float) -> Float {
        // Where the neck is missing, the page begins somewhat above the hair.
        let top = self.top ? 0 : max(sitting.mesh[Mesh.forehead].y - 0.6 * faceHeight, 0)
        let across = left && right ? aspect / Float(sitting.width) : 0
        return max(across, bottom ? 1 / max(Float(sitting.height) - top, 1) : 0)
    }

    /// The scale at which eyes and face do not crowd the edge that cuts the head: eyes at 0.36 of the height, the face's
    /// middle at 0.38 of the width.
    fileprivate func balancedScale(
        eyes: SIMD3<Float>, middle: Float, of sitting: Sitting, aspect: Float
    ) -> Float {
        let down = top ? 0.36 / max(eyes.y, 1) : 0
        let fromLeft = left ? 0.38 * aspect / max(middle, 1) : 0
        let fromRight = right ? 0.38 * aspect / max(Float(sitting.width) - middle, 1) : 0
        return max(down, fromLeft, fromRight)
    }

    /// The place of the photograph's corner nearest to `usual` that leaves no edge that cuts the head within the page.
    fileprivate func offset(
        _ usual: SIMD2<Float>, of sitting: Sitting, scale: Float, aspect: Float
    ) -> SIMD2<Float> {
        func placed(_ usual: Float, _ extent: Float, within page: Float, cut: (first: Bool, last: Bool)) -> Float {
            let room = page - extent * scale
            // Too small to fill the page: in its middle.
            if cut.first, cut.last, room > 0 { return room / 2 }
            let lowest = cut.last ? max(usual, room) : usual
            return cut.first ? min(lowest, 0) : lowest
        }
        return SIMD2(
            placed(usual.x, Float(sitting.width), within: aspect, cut: (left, right)),
            placed(usual.y, Float(sitting.height), within: 1, cut: (top, bottom)))
    }
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
