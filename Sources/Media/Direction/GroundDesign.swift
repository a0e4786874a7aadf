/// What stands behind the sitter; never the photograph's own background.
package enum GroundDesign: String, Sendable, CaseIterable, Codable {
    case plain, sun, bokashi, rays, fire, storm, night, curl, city, garden, mist, waves
}

/// A ground drawn on a raster, for any medium to interpret.
package struct GroundField: Sendable {
    /// Place on the palette's ground ramp, 0 dark … 1 light.
    package let tone: Plane
    /// Where the design's own object is (sun, flames, lit windows…), 0…1; it takes the palette's first ink.
    package let accent: Plane
    /// The way a brush, a gouge or a line goes.
    package let flow: Flow
}

extension GroundDesign {
    /// - Parameters:
    ///   - seed: places of the design's parts.
    package func field(on grid: Grid, page: Page, seed: UInt64) -> GroundField {
        let center = page.face.center, side = page.lightSide
        let cloud = grid.noise(seed &+ 11, 0.3, octaves: 3)
        let tone = grid.map { index, x, y in
            let across = 0.5 + 0.35 * side * (x - center.x)
            return clamp(across + 0.1 * cloud[index] - 0.25 * (y - 0.4))
        }
        return GroundField(tone: tone, accent: grid.plane(), flow: grid.flow { _ in 0.9 })
    }
}
