/// Lightness between the lids over each eye's own range, so that iris and white are told apart in any key: eyes that
/// are toned like the face turn into black slits.
struct EyeTone: Sendable {
    let lightness: Plane
    /// 1 between the lids.
    let share: Plane

    init(_ page: Page, _ own: ColorPlane) {
        let grid = page.grid, lightness = own.c0.copy(), whole = grid.plane()
        for outline in [Mesh.leftEye, Mesh.rightEye] {
            let points = outline.map { SIMD2(page.face.points[$0].x, page.face.points[$0].y) }
            let shape = grid.polygon(points)
            let values = own.c0.values { shape[$0] > 0.5 }
            guard let dark = quantile(values, 0.06), let light = quantile(values, 0.95) else { continue }
            let range = max(light - dark, 0.22)
            let low = mix(0.19, dark, 0.3), high = mix(0.84, light, 0.45)
            for index in 0..<shape.count where shape[index] > 0 {
                let l = low + (own.c0[index] - dark) / range * (high - low)
                lightness[index] = mix(own.c0[index], clamp(l, 0.12, 0.93), shape[index])
                whole[index] = max(whole[index], shape[index])
            }
        }
        self.lightness = lightness
        share = grid.blur(whole, 0.0012)
    }
}
