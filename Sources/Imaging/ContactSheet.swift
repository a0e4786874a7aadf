/// Pictures side by side in a grid, each with a line of text under it.
package struct ContactSheet: Sendable {
    package struct Cell: Sendable {
        package var image: RGBImage
        package var caption: String

        package init(image: RGBImage, caption: String = "") {
            self.image = image
            self.caption = caption
        }
    }

    package var columns: Int
    /// Width and height of the square that each picture is fitted into.
    package var cellSize: Int
    package var gap = 8
    package var captionHeight = 20
    package var background = RGBColor.white

    package init(columns: Int, cellSize: Int) {
        precondition(columns > 0 && cellSize > 0, "a sheet has at least one cell")
        self.columns = columns
        self.cellSize = cellSize
    }

    /// Draws the cells row by row. Rows without any caption take no room for one.
    package func rendered(_ cells: [Cell]) throws(ImageError) -> RGBImage {
        precondition(!cells.isEmpty, "a sheet has at least one cell")
        let rows = stride(from: 0, to: cells.count, by: columns).map { start in
            Array(cells[start..<min(start + columns, cells.count)])
        }
        let heights = rows.map { row in
            cellSize + gap + (row.contains { !$0.caption.isEmpty } ? captionHeight : 0)
        }
        let used = min(columns, cells.count)
        var sheet = RGBImage(
            width: gap + used * (cellSize + gap), height: gap + heights.reduce(0, +), filledWith: background)
        var top = gap
        for (row, height) in zip(rows, heights) {
            for (column, cell) in row.enumerated() {
                try draw(cell, onto: &sheet, x: gap + column * (cellSize + gap), y: top)
            }
            top += height
        }
        return sheet
    }

    private func draw(_ cell: Cell, onto sheet: inout RGBImage, x: Int, y: Int) throws(ImageError) {
        let longer = max(cell.image.width, cell.image.height)
        let width = max(cell.image.width * cellSize / longer, 1)
        let height = max(cell.image.height * cellSize / longer, 1)
        let fitted = cell.image.resized(width: width, height: height, filter: .lanczos)
        sheet.paste(fitted, x: x + (cellSize - width) / 2, y: y + (cellSize - height) / 2)
        guard let text = try GrayImage.renderedText(cell.caption, size: captionHeight * 2 / 3) else { return }
        let left = x + max((cellSize - text.width) / 2, 0)
        try sheet.drawText(cell.caption, x: left, y: y + cellSize + 4, size: captionHeight * 2 / 3, color: .black)
    }
}
