/// Four prints of one sitter on a sheet, each in other colors.
struct PanelPrint: PlateArtwork {
    private let panels: [Panel]
    private let sheet: FlatPrint
    let reach: Float = 0.006

    /// A picture within the page: `scale` of its size, its corner at `corner`.
    private struct Panel: Sendable {
        let print: FlatPrint
        let corner: SIMD2<Float>
        /// Width and height on the page.
        let size: SIMD2<Float>
        let scale: Float
        /// Place of the picture that lies at the panel's corner.
        let origin: SIMD2<Float>
    }

    init(_ figure: Figure, _ direction: Direction) {
        let aspect = figure.page.aspect, gap: Float = 0.012, edge: Float = 0.024
        let size = SIMD2((aspect - 2 * edge - gap) / 2, (1 - 2 * edge - gap) / 2)
        let scale = max(size.x / aspect, size.y)
        let origin = SIMD2((aspect - size.x / scale) / 2, (1 - size.y / scale) * 0.4)
        panels = (0..<4).map { number in
            let colors = PanelColors(direction.palette, turn: number + Int(direction.seed % 5))
            let seed = direction.seed &+ UInt64(number) &* 31
            let plan = PanelPlan(figure, colors, seed: seed, cell: 0.0080, margin: 0)
            let print = FlatPrint(
                on: .init(ink: direction.palette.paper, grain: 0.008, fibers: 0.006), plan.plates(), aspect: aspect,
                seed: seed)
            let corner = SIMD2(
                edge + Float(number % 2) * (size.x + gap), edge + Float(number / 2) * (size.y + gap))
            return Panel(print: print, corner: corner, size: size, scale: scale, origin: origin)
        }
        sheet = FlatPrint(
            on: .init(ink: direction.palette.paper, grain: 0.012, fibers: 0.008), [], aspect: aspect,
            seed: direction.seed)
    }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let picture = sheet.paint(on: grid, progress: 1)
        for (number, panel) in panels.enumerated() {
            let share = clamp(progress * Float(panels.count) - Float(number))
            guard share > 0, let part = part(panel, of: grid) else { continue }
            let drawn = panel.print.paint(on: part.inner, progress: share)
            part.copy(drawn, into: picture, width: grid.width)
        }
        return picture
    }

    func plates(on grid: Grid) -> [Plate] {
        let sheet = sheet.plates(on: grid)
        return sheet
            + panels.flatMap { panel -> [Plate] in
                guard let part = part(panel, of: grid) else { return [] }
                return panel.print.plates(on: part.inner).map { plate in
                    var moved = plate
                    moved.level = grid.plane()
                    part.copy(plate.level, into: moved.level, width: grid.width)
                    return moved
                }
            }
    }

    /// The part of a panel that lies on a raster, and the same part as a raster of the panel's own picture.
    private func part(_ panel: Panel, of grid: Grid) -> Part? {
        func pixel(_ length: Float) -> Int { Int((length * grid.unit).rounded()) }
        let left = max(pixel(panel.corner.x), grid.left), top = max(pixel(panel.corner.y), grid.top)
        let right = min(pixel(panel.corner.x + panel.size.x), grid.left + grid.width)
        let bottom = min(pixel(panel.corner.y + panel.size.y), grid.top + grid.height)
        guard right > left, bottom > top else { return nil }
        let unit = grid.unit * panel.scale
        let shiftX = pixel(panel.corner.x) - Int((panel.origin.x * unit).rounded())
        let shiftY = pixel(panel.corner.y) - Int((panel.origin.y * unit).rounded())
        // A margin, so that blurs look as far on every tile.
        let margin = Int((reach * unit).rounded(.up)) + 2
        let inner = Grid(
            width: right - left + 2 * margin, height: bottom - top + 2 * margin, left: left - shiftX - margin,
            top: top - shiftY - margin, unit: unit, work: grid.work)
        return Part(inner: inner, margin: margin, column: left - grid.left, row: top - grid.top)
    }

    private struct Part {
        let inner: Grid
        let margin: Int
        /// Where it lies on the outer raster.
        let column, row: Int

        private func each(width: Int, _ body: (Int, Int) -> Void) {
            for y in 0..<inner.height - 2 * margin {
                for x in 0..<inner.width - 2 * margin {
                    body((row + y) * width + column + x, (y + margin) * inner.width + x + margin)
                }
            }
        }

        func copy(_ picture: ColorPlane, into outer: ColorPlane, width: Int) {
            each(width: width) { outer[$0] = picture[$1] }
        }

        func copy(_ plane: Plane, into outer: Plane, width: Int) {
            each(width: width) { outer[$0] = plane[$1] }
        }
    }
}
