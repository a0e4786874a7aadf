/// One channel of float values, rows from the top without gaps.
///
/// Copies share the values, so a plane has one writer: the function that made it, or one that it hands the plane to for
/// drawing (a canvas under its strokes, a sheet under its lines). Once it is part of an artwork or a page, or read by
/// several threads, nobody writes it; who wants to change it takes a `copy()`.
package struct Plane: Sendable {
    package let width: Int
    package let height: Int
    private let storage: Storage
    /// `width * height` values.
    // Shared as the storage is, see there. Valid as long as a plane that holds the storage.
    nonisolated(unsafe) package let values: UnsafeMutablePointer<Float>

    /// All values are 0.
    package init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a plane has at least one pixel")
        self.width = width
        self.height = height
        storage = Storage(count: width * height)
        values = storage.values
    }

    package var count: Int { width * height }

    @inline(__always)
    package subscript(index: Int) -> Float {
        get { values[index] }
        nonmutating set { values[index] = newValue }
    }

    @inline(__always)
    package subscript(x: Int, y: Int) -> Float {
        get { values[y * width + x] }
        nonmutating set { values[y * width + x] = newValue }
    }

    /// A plane of its own with the same values.
    package func copy() -> Plane {
        let result = Plane(width: width, height: height)
        result.values.update(from: values, count: count)
        return result
    }

    /// Value at (x, y) in pixels, where pixel i covers i ..< i + 1; bilinear, edges repeated.
    @inline(__always)
    package func at(_ x: Float, _ y: Float) -> Float {
        let u = clamp(x - 0.5, 0, Float(width - 1))
        let v = clamp(y - 0.5, 0, Float(height - 1))
        let column = min(Int(u), max(width - 2, 0))
        let row = min(Int(v), max(height - 2, 0))
        let fx = u - Float(column), fy = v - Float(row)
        let right = min(column + 1, width - 1), below = min(row + 1, height - 1)
        let top = values[row * width + column] * (1 - fx) + values[row * width + right] * fx
        let bottom = values[below * width + column] * (1 - fx) + values[below * width + right] * fx
        return top * (1 - fy) + bottom * fy
    }

    /// Nearest value at (x, y) in pixels.
    @inline(__always)
    package func nearest(_ x: Float, _ y: Float) -> Float {
        values[Int(clamp(y, 0, Float(height - 1))) * width + Int(clamp(x, 0, Float(width - 1)))]
    }

    // Safe to share: while a plane is written its one writer gives threads disjoint rows, and afterwards it is only read.
    // The compiler cannot check this.
    private final class Storage: @unchecked Sendable {
        let values: UnsafeMutablePointer<Float>
        init(count: Int) {
            values = .allocate(capacity: count)
            values.initialize(repeating: 0, count: count)
        }
        deinit { values.deallocate() }
    }
}

/// Three planes of one size: OKLab's L, a, b, or red, green, blue.
package struct ColorPlane: Sendable {
    package let c0: Plane
    package let c1: Plane
    package let c2: Plane

    package init(_ c0: Plane, _ c1: Plane, _ c2: Plane) {
        self.c0 = c0
        self.c1 = c1
        self.c2 = c2
    }

    package init(width: Int, height: Int) {
        self.init(
            Plane(width: width, height: height), Plane(width: width, height: height),
            Plane(width: width, height: height))
    }

    package var width: Int { c0.width }
    package var height: Int { c0.height }

    @inline(__always)
    package subscript(index: Int) -> SIMD3<Float> {
        get { SIMD3(c0[index], c1[index], c2[index]) }
        nonmutating set {
            c0[index] = newValue.x
            c1[index] = newValue.y
            c2[index] = newValue.z
        }
    }

    /// Color at (x, y) in pixels; bilinear, edges repeated.
    @inline(__always)
    package func at(_ x: Float, _ y: Float) -> SIMD3<Float> { SIMD3(c0.at(x, y), c1.at(x, y), c2.at(x, y)) }

    @inline(__always)
    package func nearest(_ x: Float, _ y: Float) -> SIMD3<Float> {
        SIMD3(c0.nearest(x, y), c1.nearest(x, y), c2.nearest(x, y))
    }

    package func map(_ transform: (Plane) -> Plane) -> ColorPlane {
        ColorPlane(transform(c0), transform(c1), transform(c2))
    }

    package func copy() -> ColorPlane { ColorPlane(c0.copy(), c1.copy(), c2.copy()) }
}
