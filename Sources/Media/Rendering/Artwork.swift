/// A way to make a picture: oil, linocut, engraving…
package protocol Medium: Sendable {
    /// What is decided for the whole page before anything is drawn: plates, strokes, lines.
    ///
    /// - Throws: `CancellationError`.
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork

    /// Whether its artworks can be written as vectors.
    var hasVectors: Bool { get }
}

extension Medium {
    package var hasVectors: Bool { false }
}

/// A picture that is planned and can be drawn on a raster of any size, in pieces.
package protocol Artwork: Sendable {
    /// How far around a pixel drawing looks, in page heights: blurs, edges of plates, shadows.
    var reach: Float { get }
    /// Pixels drawn for one written, on a side; 2 for hair lines.
    var supersampling: Int { get }
    /// Planes of floats that drawing holds at once, at most.
    var planes: Int { get }

    /// Draws the part of the page that `grid` covers.
    ///
    /// - Parameter progress: 1 is the finished picture; less shows its making, plate by plate or stroke by stroke.
    /// - Returns: sRGB, 0…1.
    func paint(on grid: Grid, progress: Float) -> ColorPlane
}

extension Artwork {
    package var reach: Float { 0.01 }
    package var supersampling: Int { 1 }
    package var planes: Int { 24 }
}

/// A finished raster: interleaved sRGB, 8 bits.
package struct Print: Sendable, Equatable {
    package var width: Int
    package var height: Int
    package var pixels: [UInt8]

    /// - Parameter pixels: 3 × width × height values.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}

extension Artwork {
    /// The picture at a height in pixels, drawn in tiles whose cut depends on the size alone.
    ///
    /// - Parameters:
    ///   - tileSide: about the side of a tile in pixels.
    ///   - memory: bytes that drawing may hold beside the picture; fewer threads draw where they would hold more.
    /// - Throws: `CancellationError`.
    package func print(
        width: Int, height: Int, progress: Float = 1, tileSide: Int = 640, memory: Int = 1 << 29, work: Work
    ) throws -> Print {
        let tiles = Tile.cut(width: width, height: height, side: tileSide)
        let work = work.limited(to: memory / max(bytes(of: tiles, pageHeight: height), 1))
        var pixels = [UInt8](repeating: 0, count: 3 * width * height)
        pixels.withUnsafeMutableBufferPointer { buffer in
            // Tiles do not overlap, so each writes pixels of its own.
            nonisolated(unsafe) let pixels = buffer
            work.each(tiles.count) { number in
                draw(tiles[number], pageWidth: width, pageHeight: height, progress, work.single, into: pixels)
            }
        }
        try work.check()
        return Print(width: width, height: height, pixels: pixels)
    }

    /// What drawing the largest tile holds.
    func bytes(of tiles: [Tile], pageHeight: Int) -> Int {
        let factor = max(supersampling, 1)
        let margin = 2 * (Int((reach * Float(pageHeight * factor)).rounded(.up)) + 2)
        let largest = tiles.map { ($0.width * factor + margin) * ($0.height * factor + margin) }.max() ?? 0
        return largest * planes * MemoryLayout<Float>.size
    }

    private func draw(
        _ tile: Tile, pageWidth: Int, pageHeight: Int, _ progress: Float, _ work: Work,
        into pixels: UnsafeMutableBufferPointer<UInt8>
    ) {
        let factor = max(supersampling, 1)
        let unit = Float(pageHeight * factor)
        let margin = Int((reach * unit).rounded(.up)) + 2
        let left = max(tile.left * factor - margin, 0), top = max(tile.top * factor - margin, 0)
        let right = min((tile.left + tile.width) * factor + margin, pageWidth * factor)
        let bottom = min((tile.top + tile.height) * factor + margin, pageHeight * factor)
        let grid = Grid(width: right - left, height: bottom - top, left: left, top: top, unit: unit, work: work)
        let picture = paint(on: grid, progress: progress)
        guard !work.isCancelled else { return }
        let share = 1 / Float(factor * factor)
        for y in 0..<tile.height {
            var out = 3 * ((tile.top + y) * pageWidth + tile.left)
            for x in 0..<tile.width {
                var sum = SIMD3<Float>.zero
                for row in 0..<factor {
                    let start = ((tile.top + y) * factor + row - top) * grid.width + (tile.left + x) * factor - left
                    for column in 0..<factor { sum += picture[start + column] }
                }
                for channel in 0..<3 { pixels[out + channel] = UInt8(clamp(sum[channel] * share) * 255 + 0.5) }
                out += 3
            }
        }
    }
}

/// A rectangle of the page in pixels.
struct Tile: Sendable {
    var left, top, width, height: Int

    static func cut(width: Int, height: Int, side: Int) -> [Tile] {
        let columns = max((width + side - 1) / side, 1), rows = max((height + side - 1) / side, 1)
        return (0..<rows).flatMap { row in
            (0..<columns).map { column in
                let left = width * column / columns, top = height * row / rows
                return Tile(
                    left: left, top: top, width: width * (column + 1) / columns - left,
                    height: height * (row + 1) / rows - top)
            }
        }
    }
}
