import CMediaKernels

// Planes on other rasters of the same page.
extension Grid {
    /// Means of squares of `factor` pixels, which begin at the page's corner whatever part of it this raster covers.
    func reduced(_ plane: Plane, by factor: Int) -> Plane {
        let small = reduced(by: factor), width = small.width
        let shiftX = small.left * factor - left, shiftY = small.top * factor - top
        let result = Plane(width: width, height: small.height)
        work.rows(small.height) { rows in
            for y in rows {
                let top = max(y * factor + shiftY, 0), bottom = min((y + 1) * factor + shiftY, plane.height)
                for x in 0..<width {
                    var sum: Float = 0
                    let left = max(x * factor + shiftX, 0), right = min((x + 1) * factor + shiftX, plane.width)
                    for row in top..<bottom {
                        for column in left..<right { sum += plane.values[row * plane.width + column] }
                    }
                    result[x, y] = sum / Float((right - left) * (bottom - top))
                }
            }
        }
        return result
    }

    func reduced(_ color: ColorPlane, by factor: Int) -> ColorPlane { color.map { reduced($0, by: factor) } }

    /// This raster's own size again, from a plane that was reduced by `factor`.
    func enlarged(_ plane: Plane, by factor: Int) -> Plane {
        sampled(plane, on: reduced(by: factor), scale: 1 / Float(factor))
    }

    /// This raster's part of a plane that lies on another grid of the same page, by Catmull-Rom cubics.
    package func sample(_ plane: Plane, on other: Grid) -> Plane {
        if other.unit == unit, other.left == left, other.top == top, other.width == width, other.height == height {
            return plane
        }
        return sampled(plane, on: other, scale: other.unit / unit)
    }

    package func sample(_ color: ColorPlane, on other: Grid) -> ColorPlane { color.map { sample($0, on: other) } }

    /// A plane on another grid, seen moved by (dx, dy) pixels of this one.
    func sample(_ plane: Plane, on other: Grid, dx: Float, dy: Float) -> Plane {
        sampled(plane, on: other, scale: other.unit / unit, dx: dx, dy: dy)
    }

    /// - Parameter scale: pixels of the other grid for one of this.
    private func sampled(_ plane: Plane, on other: Grid, scale: Float, dx: Float = 0, dy: Float = 0) -> Plane {
        let result = Plane(width: width, height: height)
        work.rows(height) { rows in
            cmedia_sample(
                plane.values, Int32(plane.width), Int32(plane.height), Int32(other.left), Int32(other.top),
                result.values, Int32(width), Int32(left), Int32(top), scale, dx, dy, Int32(rows.lowerBound),
                Int32(rows.upperBound))
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
}
