internal import CMediaKernels

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
}

// MARK: Filters; lengths are parts of the page's height.
extension Grid {
    /// Gaussian blur. Wide ones are computed at a reduced size; on a tile keep `sigma` below 20 pixels and within the
    /// medium's reach.
    package func blur(_ plane: Plane, _ sigma: Float) -> Plane { blur(plane, pixels: sigma * unit) }

    package func blur(_ color: ColorPlane, _ sigma: Float) -> ColorPlane {
        ColorPlane(blur(color.c0, sigma), blur(color.c1, sigma), blur(color.c2, sigma))
    }

    func blur(_ plane: Plane, pixels sigma: Float) -> Plane {
        guard sigma >= 0.25 else { return plane }
        if sigma > 20 {
            let factor = Int(sigma / 8)
            let small = reduced(plane, by: factor)
            let grid = Grid(width: small.width, height: small.height, unit: unit / Float(factor), work: work)
            return enlarged(grid.blur(small, pixels: sigma / Float(factor)), by: factor)
        }
        let radius = max(Int((3 * sigma).rounded(.up)), 1)
        var weights = (0...radius).map { exp(-0.5 * Float($0 * $0) / (sigma * sigma)) }
        let sum = weights[0] + 2 * weights.dropFirst().reduce(0, +)
        for index in weights.indices { weights[index] /= sum }
        return filtered(plane, weights: weights)
    }

    /// Mean over a square of `2 * radius + 1` pixels, `radius` a part of the page's height.
    func box(_ plane: Plane, _ radius: Float) -> Plane {
        let pixels = max(Int((radius * unit).rounded()), 1)
        return filtered(plane, weights: Array(repeating: 1 / Float(2 * pixels + 1), count: pixels + 1))
    }

    private func filtered(_ plane: Plane, weights: [Float]) -> Plane {
        let width = plane.width, height = plane.height, radius = Int32(weights.count - 1)
        let half = Plane(width: width, height: height), result = Plane(width: width, height: height)
        work.rows(height) { rows in
            cmedia_filter_rows(
                plane.values, half.values, Int32(width), weights, radius, Int32(rows.lowerBound),
                Int32(rows.upperBound))
        }
        work.rows(height) { rows in
            cmedia_filter_columns(
                half.values, result.values, Int32(width), Int32(height), weights, radius, Int32(rows.lowerBound),
                Int32(rows.upperBound))
        }
        return result
    }

    /// Means of squares of `factor` pixels.
    func reduced(_ plane: Plane, by factor: Int) -> Plane {
        let width = (plane.width + factor - 1) / factor, height = (plane.height + factor - 1) / factor
        let result = Plane(width: width, height: height)
        work.rows(height) { rows in
            for y in rows {
                for x in 0..<width {
                    var sum: Float = 0
                    let right = min((x + 1) * factor, plane.width), bottom = min((y + 1) * factor, plane.height)
                    for row in y * factor..<bottom {
                        for column in x * factor..<right { sum += plane.values[row * plane.width + column] }
                    }
                    result[x, y] = sum / Float((right - x * factor) * (bottom - y * factor))
                }
            }
        }
        return result
    }

    /// The raster's own size again, from a plane that was reduced by `factor`.
    func enlarged(_ plane: Plane, by factor: Int) -> Plane {
        let scale = 1 / Float(factor)
        return sampled(plane, scaleX: scale, shiftX: 0.5 * scale - 0.5, scaleY: scale, shiftY: 0.5 * scale - 0.5)
    }

    /// This raster's part of a plane that lies on another grid of the same page, by Catmull-Rom cubics.
    package func sample(_ plane: Plane, on other: Grid) -> Plane {
        if other.unit == unit, other.left == left, other.top == top, other.width == width, other.height == height {
            return plane
        }
        let scale = other.unit / unit
        return sampled(
            plane, scaleX: scale, shiftX: (Float(left) + 0.5) * scale - 0.5 - Float(other.left),
            scaleY: scale, shiftY: (Float(top) + 0.5) * scale - 0.5 - Float(other.top))
    }

    package func sample(_ color: ColorPlane, on other: Grid) -> ColorPlane {
        ColorPlane(sample(color.c0, on: other), sample(color.c1, on: other), sample(color.c2, on: other))
    }

    /// Value of pixel (i, j) from the source's place (scaleX i + shiftX, scaleY j + shiftY).
    func sampled(_ plane: Plane, scaleX: Float, shiftX: Float, scaleY: Float, shiftY: Float) -> Plane {
        let result = Plane(width: width, height: height)
        work.rows(height) { rows in
            cmedia_sample(
                plane.values, Int32(plane.width), Int32(plane.height), result.values, Int32(width), scaleX, shiftX,
                scaleY, shiftY, Int32(rows.lowerBound), Int32(rows.upperBound))
        }
        return result
    }

    /// Noise with features of `feature` of the page's height and a deviation of 1; the same on the page at any size.
    package func noise(_ seed: UInt64, _ feature: Float, octaves: Int = 1, gain: Float = 0.5) -> Plane {
        let result = Plane(width: width, height: height)
        let total = (0..<octaves).reduce(Float(0)) { sum, octave in sum + pow(gain, Float(2 * octave)) }
        work.rows(height) { rows in
            for octave in 0..<octaves {
                cmedia_noise(
                    result.values, Int32(width), Int32(left), Int32(top), feature * unit / Float(1 << octave),
                    Dice.mixed(seed &* 131 &+ UInt64(octave)), pow(gain, Float(octave)) / total.squareRoot(),
                    Int32(rows.lowerBound), Int32(rows.upperBound))
            }
        }
        return result
    }

    /// A plane seen through wavering glass: places moved by noise of deviation `amount` and features of `feature`.
    package func warped(_ plane: Plane, by amount: Float, feature: Float, seed: UInt64) -> Plane {
        let dx = noise(seed, feature, octaves: 2), dy = noise(seed &+ 7, feature, octaves: 2)
        let move = amount * unit, width = width
        return map { index in
            let x = Float(index % width) + 0.5 + dx[index] * move
            let y = Float(index / width) + 0.5 + dy[index] * move
            return plane.at(x, y)
        }
    }

    /// A plane moved right and down by parts of the page's height.
    package func shifted(_ plane: Plane, x: Float, y: Float) -> Plane {
        let dx = x * unit, dy = y * unit, width = width
        return map { index in plane.at(Float(index % width) + 0.5 - dx, Float(index / width) + 0.5 - dy) }
    }

    /// Slopes to the right and downwards, per page height (Sobel).
    package func slopes(_ plane: Plane) -> (x: Plane, y: Plane) {
        let gx = Plane(width: width, height: height), gy = Plane(width: width, height: height)
        let width = width, height = height, scale = unit / 8
        work.rows(height) { rows in
            for y in rows {
                let up = max(y - 1, 0) * width, here = y * width, down = min(y + 1, height - 1) * width
                for x in 0..<width {
                    let l = max(x - 1, 0), r = min(x + 1, width - 1)
                    let right = plane[up + r] + 2 * plane[here + r] + plane[down + r]
                    let left = plane[up + l] + 2 * plane[here + l] + plane[down + l]
                    let below = plane[down + l] + 2 * plane[down + x] + plane[down + r]
                    let above = plane[up + l] + 2 * plane[up + x] + plane[up + r]
                    gx[here + x] = (right - left) * scale
                    gy[here + x] = (below - above) * scale
                }
            }
        }
        return (gx, gy)
    }
}
