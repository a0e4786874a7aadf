/// A raster laid over the page, or over a part of it.
///
/// The page is measured in its own height: 0…1 downwards and 0…`aspect` to the right. Everything that draws asks the
/// grid, so that the same code draws a small page, a large one, and a tile of it.
package struct Grid: Sendable {
    package let width: Int
    package let height: Int
    /// The raster's corner on the page, in pixels.
    package let left: Int
    package let top: Int
    /// Pixels of the whole page's height.
    package let unit: Float
    package let work: Work

    package init(width: Int, height: Int, left: Int = 0, top: Int = 0, unit: Float, work: Work) {
        self.width = width
        self.height = height
        self.left = left
        self.top = top
        self.unit = unit
        self.work = work
    }

    /// A page's length in pixels.
    @inline(__always)
    package func pixels(_ length: Float) -> Float { length * unit }

    /// Where the middle of a column or row lies on the page.
    @inline(__always)
    package func x(_ column: Int) -> Float { (Float(column + left) + 0.5) / unit }
    @inline(__always)
    package func y(_ row: Int) -> Float { (Float(row + top) + 0.5) / unit }

    /// Pixel that holds a place of the page, kept within the raster.
    @inline(__always)
    package func index(_ x: Float, _ y: Float) -> Int {
        let column = Int(clamp((x * unit).rounded(.down) - Float(left), 0, Float(width - 1)))
        let row = Int(clamp((y * unit).rounded(.down) - Float(top), 0, Float(height - 1)))
        return row * width + column
    }

    package func plane(_ value: Float = 0) -> Plane {
        let result = Plane(width: width, height: height)
        if value != 0 { result.values.update(repeating: value, count: result.count) }
        return result
    }

    /// A plane of values computed from a pixel's index.
    @inline(__always)
    package func map(_ value: @Sendable (Int) -> Float) -> Plane {
        let result = Plane(width: width, height: height)
        let width = width
        withoutActuallyEscaping(value) { value in
            work.rows(height) { rows in
                for index in rows.lowerBound * width..<rows.upperBound * width { result.values[index] = value(index) }
            }
        }
        return result
    }

    /// Whole numbers of all pixels, written band by band side by side; where the work is cancelled they stay `initial`.
    ///
    /// - Parameters:
    ///   - band: rows that are written together.
    ///   - write: writes the numbers of some rows; the pointer is that of the first row of all.
    func numbers(
        _ initial: Int32 = 0, band: Int = 32, _ write: @Sendable (Range<Int>, UnsafeMutablePointer<Int32>) -> Void
    ) -> [Int32] {
        var result = [Int32](repeating: initial, count: width * height)
        result.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            // Every band writes rows of its own.
            nonisolated(unsafe) let numbers = base
            withoutActuallyEscaping(write) { write in
                work.each((height + band - 1) / band) { number in
                    write(number * band..<min((number + 1) * band, height), numbers)
                }
            }
        }
        return result
    }

    /// A plane of values computed from a pixel's index and its place (x, y) on the page.
    @inline(__always)
    package func map(_ value: @Sendable (Int, Float, Float) -> Float) -> Plane {
        let result = Plane(width: width, height: height)
        each { result.values[$0] = value($0, $1, $2) }
        return result
    }

    /// Three planes at once, from a pixel's index and its place on the page.
    @inline(__always)
    package func colors(_ value: @Sendable (Int, Float, Float) -> SIMD3<Float>) -> ColorPlane {
        let result = ColorPlane(width: width, height: height)
        each { result[$0] = value($0, $1, $2) }
        return result
    }

    /// Calls `body` for every pixel with its index and place on the page; different rows may run side by side.
    @inline(__always)
    package func each(_ body: @Sendable (Int, Float, Float) -> Void) {
        let width = width
        withoutActuallyEscaping(body) { body in
            work.rows(height) { rows in
                for row in rows {
                    let y = self.y(row)
                    for column in 0..<width { body(row * width + column, self.x(column), y) }
                }
            }
        }
    }

    /// The same page at half the size, as `reduced(_:by:)` makes planes of it.
    package var halved: Grid { reduced(by: 2) }

    /// The grid of planes that `reduced(_:by:)` makes: the same page with pixels `factor` times as wide.
    func reduced(by factor: Int) -> Grid {
        let first = (x: floorDivided(left, factor), y: floorDivided(top, factor))
        return Grid(
            width: floorDivided(left + width - 1, factor) - first.x + 1,
            height: floorDivided(top + height - 1, factor) - first.y + 1, left: first.x, top: first.y,
            unit: unit / Float(factor), work: work)
    }
}

/// The quotient rounded down, also of negative numbers: rasters may begin beyond the page's edge.
func floorDivided(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }
