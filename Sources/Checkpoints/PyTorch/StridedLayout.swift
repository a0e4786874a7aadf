/// The elements of a storage that belong to a tensor: (i, j, …) lies at `offset` + i·strides[0] + j·strides[1] + ….
struct StridedLayout: Hashable {
    let offset: Int
    let shape: [Int]
    let strides: [Int]
    let elementCount: Int

    /// Nil unless every element lies within a storage of `storageCount` elements.
    init?(offset: Int, shape: [Int], strides: [Int], storageCount: Int) {
        guard offset >= 0, offset <= storageCount, shape.count == strides.count else { return nil }
        var last = offset
        var count = 1
        for (extent, stride) in zip(shape, strides) {
            guard extent >= 0, stride >= 0 else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard !overflow else { return nil }
            count = product
            guard extent > 1 else { continue }
            let (reach, reachOverflow) = (extent - 1).multipliedReportingOverflow(by: stride)
            let (next, nextOverflow) = last.addingReportingOverflow(reach)
            guard !reachOverflow, !nextOverflow else { return nil }
            last = next
        }
        guard count == 0 || last < storageCount else { return nil }
        self.offset = offset
        self.shape = shape
        // Of one element or none nothing is stepped over, so those strides were not checked.
        self.strides = zip(shape, strides).map { $0 > 1 ? $1 : 0 }
        elementCount = count
    }

    /// Whether the elements lie one after another, the last dimension fastest.
    var isContiguous: Bool {
        guard elementCount > 0 else { return true }
        var expected = 1
        for (extent, stride) in zip(shape, strides).reversed() where extent != 1 {
            guard stride == expected else { return false }
            expected *= extent
        }
        return true
    }

    /// Writes the elements in order, each of `size` bytes.
    /// - Parameters:
    ///   - source: the whole storage.
    ///   - target: room for `elementCount` elements.
    func gather(from source: UnsafeRawBufferPointer, size: Int, into target: UnsafeMutableRawBufferPointer) {
        guard elementCount > 0 else { return }
        let inner = shape.last ?? 1
        let innerStride = strides.last ?? 1
        var index = [Int](repeating: 0, count: max(shape.count - 1, 0))
        var start = offset
        var written = 0
        while written < elementCount {
            for step in 0..<inner {
                let from = (start + step * innerStride) * size
                target[(written + step) * size..<(written + step + 1) * size].copyBytes(
                    from: source[from..<from + size])
            }
            written += inner
            // The next row: the last but one index runs fastest.
            for axis in index.indices.reversed() {
                index[axis] += 1
                start += strides[axis]
                if index[axis] < shape[axis] { break }
                start -= strides[axis] * shape[axis]
                index[axis] = 0
            }
        }
    }
}
