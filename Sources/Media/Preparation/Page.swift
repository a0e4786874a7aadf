/// A sitting laid out on a page, with the maps that every medium draws from.
///
/// All maps lie on `grid`, whose size depends on the page's shape alone, so that a page is the same picture at any
/// size. Masks and tones run from 0 to 1.
package struct Page: Sendable {
    package let grid: Grid
    /// Width over height.
    package let aspect: Float

    /// The photograph in OKLab; beyond its edges they repeat.
    package let lab: ColorPlane
    /// Where the photograph reaches.
    package let valid: Plane
    /// The sitter.
    package let mask: Plane
    package let face: FaceMap
    package let skin: Plane
    package let hair: Plane
    package let clothes: Plane
    /// 1 in eyes and mouth, less in brows and nose, 0.42 in the rest of the face, 0 elsewhere.
    package let importance: Plane

    /// The sitter's tone: the face over its own range, the rest over that of the whole sitter.
    package let tone: Plane
    /// How dark the sitter's skin is, 0…0.5.
    package let depth: Float
    /// How light the sitter's skin is (OKLab L), whatever light lies on the face in the photograph.
    package let skinLightness: Float
    /// Median lightness of the sitter's face in the photograph's light (OKLab L), without features and hair.
    package let complexion: Float
    /// Median OKLab color of the sitter's skin.
    package let skinColor: SIMD3<Float>
    /// Median lightness of the hair, 0…1.
    package let hairLightness: Float
    /// Along edges, hair and folds.
    package let flow: Flow
    package let clarity: Plane
    /// Height of the head toward the viewer, in page heights: the inflated outline and the face mesh.
    package let relief: Plane
    /// How blurred the photograph is in lips and brows, 0 sharp … 1.
    let softness: Float
    /// -1 where light falls from the left, 1 from the right.
    package let lightSide: Float

    /// Pixels of the maps: as many as a page of 4:5 has at 1280 pixels of height.
    package static let area: Float = 1024 * 1280

    /// - Parameters:
    ///   - area: pixels of the maps; tests make do with fewer.
    ///   - aspect: the page's width over its height, 0.4…2.5.
    /// - Throws: `CancellationError`.
    package init(_ sitting: Sitting, aspect: Float = 0.8, area: Float = Page.area, work: Work) throws {
        precondition(sitting.mesh.count >= Mesh.count, "a face mesh has \(Mesh.count) points")
        let height = (area / aspect).squareRoot().rounded()
        let grid = Grid(width: Int((height * aspect).rounded()), height: Int(height), unit: height, work: work)
        let framing = Framing(sitting, aspect: aspect)
        let photograph = FramedPhotograph(sitting, framing, on: grid)
        try work.check()
        let face = FaceMap(sitting.mesh.map { SIMD3($0 * framing.scale, framing.offset) }, on: grid)
        let regions = try Regions(photograph, face: face, on: grid)
        try work.check()
        let tones = ToneMap(regions.lab, regions: regions, face: face, on: grid)
        let paper = grid.map { tones.tone[$0] * regions.mask[$0] + (1 - regions.mask[$0]) * 0.95 }
        let (flow, clarity) = grid.edgeFlow(paper)
        try work.check()
        self.grid = grid
        self.aspect = aspect
        self.face = face
        self.flow = flow
        self.clarity = clarity
        lab = regions.lab
        valid = photograph.valid
        mask = regions.mask
        skin = regions.skin
        hair = regions.hair
        clothes = regions.clothes
        skinColor = regions.skinColor
        hairLightness = regions.hairLightness
        importance = grid.map { clamp(max(face.features[$0], 0.42 * face.soft[$0])) }
        tone = tones.tone
        depth = tones.depth
        skinLightness = tones.skinLightness
        complexion = tones.complexion
        relief = headRelief(mask: regions.mask, face: face, on: grid)
        lightSide = tones.lightSide
        softness = Self.softness(regions.lab.c0, face: face, on: grid)
        try work.check()
    }
}

extension Page {
    /// Whether a pixel's skin counts for the sitter's complexion.
    func isComplexion(_ index: Int) -> Bool { face.isComplexion(index, hair: hair) }

    /// From the share of fine detail in lips and brows.
    private static func softness(_ light: Plane, face: FaceMap, on grid: Grid) -> Float {
        let fine = grid.blur(light, 0.0014), wide = grid.blur(light, 0.006)
        var near: Float = 0, far: Float = 0
        for index in 0..<light.count where max(face.lips[index], face.brows[index]) > 0.5 {
            near += abs(light[index] - fine[index])
            far += abs(light[index] - wide[index])
        }
        return smoothstep(0.24, 0.12, near / max(far, 1e-4))
    }

    /// How much larger than usual the head is, at least 1: photographs that cut it stay close-ups.
    package var closeness: Float { max(1, (face.chin.y - face.top) / 0.46) }
    /// Whether the page ends before there is room for shoulders.
    package var isCloseUp: Bool { face.chin.y + 0.6 * face.eyeDistance > 0.84 }
}

extension SIMD3<Float> {
    /// A mesh point that was scaled to page heights, moved on the page.
    fileprivate init(_ point: SIMD3<Float>, _ offset: SIMD2<Float>) {
        self.init(point.x + offset.x, point.y + offset.y, point.z)
    }
}
