/// The disc of light behind a head.
struct Nimbus: Sendable {
    let center: SIMD2<Float>
    let radius: Float

    /// Wide enough for the head and its hair, within the page less `margin`.
    init(_ page: Page, margin: Float) {
        let face = page.face, grid = page.grid
        let middle = SIMD2(mix(page.aspect / 2, face.center.x, 0.8), face.center.y - 0.16 * face.eyeDistance)
        var top = face.top
        let column = min(max(Int(face.center.x * grid.unit), 0), grid.width - 1)
        for row in 0..<grid.height where page.mask[column, row] > 0.5 {
            top = grid.y(row)
            break
        }
        let wanted = clamp(middle.y - top + 0.055, 1.75 * face.eyeDistance, 0.40)
        let room = min(middle.y - margin - 0.012, min(middle.x, page.aspect - middle.x) - margin + 0.03)
        center = middle
        radius = clamp(wanted, 0.12, max(room, 0.2))
    }

    @inline(__always) func distance(_ x: Float, _ y: Float) -> Float { hypot(x - center.x, y - center.y) }
    /// Turns round the middle, 0…1 from the left.
    @inline(__always) func turn(_ x: Float, _ y: Float) -> Float {
        atan2(y - center.y, x - center.x) / (2 * .pi) + 0.5
    }
}
