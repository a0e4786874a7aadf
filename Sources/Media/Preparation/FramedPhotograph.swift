/// The photograph on the page's grid.
struct FramedPhotograph: Sendable {
    let lab: ColorPlane
    let valid: Plane
    /// The network's coarse mask of the sitter; nil where there is none.
    let rawMask: Plane?

    init(_ sitting: Sitting, _ framing: Framing, on grid: Grid) {
        // Pixels of the photograph for one of the grid; where it is more than one, the photograph is reduced first.
        let ratio = 1 / (framing.scale * grid.unit)
        let factor = max(Int(ratio), 1)
        let source = Self.linearPlanes(sitting, reducedBy: factor, work: grid.work)
        let shift = 1 / Float(factor)
        lab = grid.colors { _, x, y in
            let place = Self.mirrored(framing.photograph(x, y), sitting) * shift
            return OKLab.from(linear: source.at(place.x, place.y))
        }
        let edge = 1 / ratio
        valid = grid.map { _, x, y in
            let place = framing.photograph(x, y)
            let inside = min(
                min(place.x, Float(sitting.width) - place.x), min(place.y, Float(sitting.height) - place.y))
            return clamp(inside * edge + 0.5)
        }
        rawMask = sitting.mask.map { mask in
            let side = Sitting.RawMask.side
            let values = Plane(width: side, height: side)
            for index in 0..<min(mask.values.count, values.count) { values[index] = mask.values[index] }
            return grid.map { _, x, y in
                let place = Self.within(framing.photograph(x, y), sitting)
                return values.at(
                    (place.x - mask.x) / mask.width * Float(side), (place.y - mask.y) / mask.height * Float(side))
            }
        }
    }

    /// The place that is seen in a mirror along the edge beyond which a place lies, for the photograph's cloth to go on.
    /// Not so above: a head there would be seen twice.
    @inline(__always)
    private static func mirrored(_ place: SIMD2<Float>, _ sitting: Sitting) -> SIMD2<Float> {
        func fold(_ x: Float, _ size: Int) -> Float { x < 0 ? -x : x > Float(size) ? 2 * Float(size) - x : x }
        return SIMD2(fold(place.x, sitting.width), place.y < 0 ? 0 : fold(place.y, sitting.height))
    }

    /// The nearest place of the photograph, a little within its edge, where the network's mask is blurred.
    @inline(__always)
    private static func within(_ place: SIMD2<Float>, _ sitting: Sitting) -> SIMD2<Float> {
        let size = SIMD2(Float(sitting.width), Float(sitting.height)), inset = 0.012 * size.min()
        return place.clamped(lowerBound: SIMD2(repeating: inset), upperBound: size - inset)
    }

    /// Linear light, means of squares of `factor` pixels.
    private static func linearPlanes(_ sitting: Sitting, reducedBy factor: Int, work: Work) -> ColorPlane {
        let width = (sitting.width + factor - 1) / factor, height = (sitting.height + factor - 1) / factor
        let result = ColorPlane(width: width, height: height)
        let levels = (0..<256).map { OKLab.decoded(Float($0) / 255) }
        sitting.pixels.withUnsafeBufferPointer { pixels in
            // Both are only read, and outlive the rows' work.
            nonisolated(unsafe) let pixels = pixels
            levels.withUnsafeBufferPointer { levels in
                nonisolated(unsafe) let levels = levels
                work.rows(height) { rows in
                    for y in rows {
                        for x in 0..<width {
                            var sum = SIMD3<Float>.zero
                            let right = min((x + 1) * factor, sitting.width)
                            let bottom = min((y + 1) * factor, sitting.height)
                            for row in y * factor..<bottom {
                                for column in x * factor..<right {
                                    let start = 3 * (row * sitting.width + column)
                                    sum += SIMD3(
                                        levels[Int(pixels[start])], levels[Int(pixels[start + 1])],
                                        levels[Int(pixels[start + 2])])
                                }
                            }
                            result[y * width + x] =
                                sum / Float((right - x * factor) * (bottom - y * factor))
                        }
                    }
                }
            }
        }
        return result
    }

    /// A mask that fades raggedly toward the edges of the photograph that lie within the page: the sitter ends there as
    /// an unfinished painting does, not with a straight cut. Below the shoulders they do not end at an edge that is
    /// near the page's own.
    ///
    /// - Parameter shoulders: height on the page from which on clothes run out of it.
    func faded(_ mask: Plane, below shoulders: Float, on grid: Grid) -> Plane {
        guard (0..<valid.count).contains(where: { valid[$0] < 0.5 }) else { return mask }
        let depth = grid.depth(within: valid)
        let torn = grid.noise(0xED6E, 0.06, octaves: 4)
        // A narrow strip beyond the edge is filled with more of the same cloth.
        let beyond = grid.distance(to: valid), row = Int(0.9 * Float(grid.height)) * grid.width
        let missing = (left: beyond[row], right: beyond[row + grid.width - 1])
        let middle = grid.x(grid.width / 2)
        return grid.map { index, x, y in
            let gap = x < middle ? missing.left : missing.right
            let ends = smoothstep(0.004, 0.030, depth[index] - 0.012 - 0.010 * torn[index])
            return mask[index] * (gap < 0.12 && y > shoulders ? 1 : ends)
        }
    }
}
