/// Pictures side by side on a sheet, and what is printed over all of them.
struct PanelPrint: PlateArtwork {
    let panels: [Panel]
    /// The paper, and plates over the panels.
    let sheet: FlatPrint
    let reach: Float = 0.006

    /// A picture within the page.
    struct Panel: Sendable {
        let print: FlatPrint
        /// Corner, width and height on the page.
        let corner: SIMD2<Float>
        let size: SIMD2<Float>
        /// Size of the picture over that of a page.
        let scale: Float
        /// Place of the picture that lies at the panel's corner.
        let origin: SIMD2<Float>
    }

    func paint(on grid: Grid, progress: Float) -> ColorPlane {
        let picture = sheet.bare(on: grid)
        for (number, panel) in panels.enumerated() {
            let share = clamp(progress * Float(panels.count) - Float(number))
            guard share > 0, let part = part(panel, of: grid) else { continue }
            let drawn = panel.print.paint(on: part.inner, progress: share)
            part.copy(drawn, into: picture, width: grid.width)
        }
        sheet.printPlates(over: picture, on: grid, progress: progress)
        return picture
    }

    func plates(on grid: Grid) -> [Plate] {
        let sheet = sheet.plates(on: grid)
        return sheet.prefix(1)
            + panels.flatMap { panel -> [Plate] in
                guard let part = part(panel, of: grid) else { return [] }
                return panel.print.plates(on: part.inner).map { plate in
                    var moved = plate
                    moved.level = grid.plane()
                    part.copy(plate.level, into: moved.level, width: grid.width)
                    return moved
                }
            } + sheet.dropFirst()
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
