/// A page of a comic: local colors, a hard shade, dots, thick ink lines that feather out of the blacks.
package struct Comic: Medium {
    package init() {}

    package func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        let style = Style.allCases.variation(direction.variation)
        let figure = Figure(page, rounding: 0.0045, lineWidth: 0.0019)
        try page.grid.work.check()
        let plan = ComicPlan(figure, direction, style)
        let paper = FlatPrint.Sheet(ink: direction.palette.paper, grain: 0.018, fibers: 0.018)
        let artwork: any Artwork
        if style == .strip {
            artwork = PanelPrint(strip: plan, on: paper)
        } else {
            artwork = FlatPrint(on: paper, plan.plates(), aspect: page.aspect, seed: direction.seed)
        }
        try page.grid.work.check()
        return artwork
    }

    enum Style: CaseIterable, Sendable {
        /// One panel in full color.
        case panel
        /// Large dots in place of skin, few strong colors.
        case dots
        /// Mostly black, one color.
        case night
        /// A strip with the eyes over the portrait.
        case strip
    }
}

extension PanelPrint {
    /// The eyes in a wide panel, the portrait below.
    init(strip plan: ComicPlan, on paper: FlatPrint.Sheet) {
        let page = plan.figure.page, grid = page.grid, aspect = page.aspect
        let edge: Float = 0.036, gap: Float = 0.014, top: Float = 0.155
        let wide = SIMD2(aspect - 2 * edge, top), tall = SIMD2(aspect - 2 * edge, 1 - 2 * edge - gap - top)
        let plates = plan.plates()
        let print = FlatPrint(on: paper, plates, aspect: aspect, seed: plan.direction.seed)
        // The portrait: the page's lower part of the same shape.
        let scale = tall.x / aspect * 1.02, shown = tall / scale
        let headroom = max(page.face.top - 0.55 * page.face.eyeDistance - 0.10, 0)
        let origin = SIMD2((aspect - shown.x) / 2, min(headroom, 1 - shown.y))
        // The eyes: about four eye distances across.
        let points = page.face.points
        let eyes = (points[Mesh.leftEyeCorner] + points[Mesh.rightEyeCorner]) / 2
        let close = wide.x / max(3.9 * page.face.eyeDistance, 0.1), view = wide / close
        let look = SIMD2(eyes.x - view.x / 2, eyes.y - view.y * 0.52)
        panels = [
            Panel(print: print, corner: SIMD2(edge, edge + top + gap), size: tall, scale: scale, origin: origin),
            Panel(print: print, corner: SIMD2(edge, edge), size: wide, scale: close, origin: look),
        ]
        let borders = grid.map { _, x, y in
            func line(_ top: Float, _ bottom: Float) -> Float {
                0.0019 - abs(min(min(x - edge, aspect - edge - x), min(y - top, bottom - y)))
            }
            return clamp(max(line(edge, edge + top), line(edge + top + gap, 1 - edge)), -0.004, 0.004)
        }
        let border = PressPlate(
            plan.direction.palette.key, press: Press(ink: 0.97, shift: 0.0002, mottle: 0.03), level: borders, on: grid)
        sheet = FlatPrint(on: paper, [border], aspect: aspect, seed: plan.direction.seed)
    }
}
