/// A hat or a scarf in the place of hair, told by colors that hair does not have. One in the colors of hair counts as
/// hair: nothing else tells them apart for sure.
struct Headwear: Sendable {
    /// Height on the page above which everything on the head belongs to it.
    let brim: Float

    /// nil where what lies above the face may be hair.
    ///
    /// - Parameters:
    ///   - hair: the share of hair, the hat included.
    ///   - lab: OKLab of the photograph.
    init?(_ hair: Plane, _ lab: ColorPlane, face: FaceMap, on grid: Grid) {
        let crown = (0..<hair.count).filter { hair[$0] > 0.7 && grid.y($0 / grid.width) < face.top }
        let side = face.eyeDistance * grid.unit
        // A few locks above the face say nothing.
        guard Float(crown.count) > 0.5 * side * side else { return nil }
        func channel(_ plane: Plane, _ share: Float) -> Float { quantile(crown.map { plane[$0] }, share) ?? 0 }
        // From its usual dark to its light, hair that shines spans at most 0.35, a cap with a badge 0.8.
        let isOfTwoTones = channel(lab.c0, 0.9) - channel(lab.c0, 0.25) > 0.55
        // Hair is gray, or yellow to red; the wide range is that of colored light.
        let a = channel(lab.c1, 0.5), b = channel(lab.c2, 0.5)
        let isOfOtherHue = hypot(a, b) > 0.065 && (b < 0 || a < -0.4 * b)
        guard isOfTwoTones || isOfOtherHue else { return nil }
        brim = face.center.y - 0.3 * face.eyeDistance
    }
}

extension ForEachPart<Plane> {
    /// Shares in which gray places beside the face are hair: under a hat no colors of hair can be learned, but skin is
    /// not gray.
    ///
    /// - Parameter brim: height on the page of the hat's lower edge.
    func withHair(
        below brim: Float, _ lab: ColorPlane, face: FaceMap, oval: Plane, on grid: Grid
    ) -> ForEachPart<Plane> {
        let iod = face.eyeDistance
        func chroma(_ index: Int) -> Float { hypot(lab.c1[index], lab.c2[index]) }
        let usual = quantile((0..<oval.count).filter { oval[$0] > 0.9 }.map(chroma), 0.5) ?? 0
        guard usual > 0.02 else { return self }
        let hair = grid.map { [skin] index, x, y in
            guard y > brim, y < face.chin.y - 0.2 * iod, abs(x - face.center.x) > 0.6 * iod else { return 0 }
            let isGray = smoothstep(0.9, 0.65, hypot(lab.c1[index], lab.c2[index]) / usual)
            return skin[index] * (1 - oval[index]) * isGray
        }
        var parts = self
        parts.hair = grid.map { [hair, own = self.hair] in own[$0] + hair[$0] }
        parts.skin = grid.map { [hair, skin] in skin[$0] - hair[$0] }
        return parts
    }
}
