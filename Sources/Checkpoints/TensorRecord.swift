/// Name, number format and shape of one stored tensor; the elements are contiguous, last dimension fastest.
package struct TensorRecord: Sendable, Hashable {
    package let name: String
    package let scalarType: ScalarType
    package let shape: [Int]
    package let elementCount: Int
    package var byteCount: Int { elementCount * scalarType.byteCount }

    /// Longest accepted shape; the largest that a diffusion checkpoint uses is 4.
    package static let maximumRank = 16

    /// Nil when a dimension is negative, there are more than ``maximumRank`` of them, or the size in bytes does not fit
    /// an `Int`.
    package init?(name: String, scalarType: ScalarType, shape: [Int]) {
        guard shape.count <= Self.maximumRank, let elementCount = Self.product(of: shape),
            !elementCount.multipliedReportingOverflow(by: scalarType.byteCount).overflow
        else { return nil }
        self.name = name
        self.scalarType = scalarType
        self.shape = shape
        self.elementCount = elementCount
    }

    /// The overflow check covers every partial product, so `[huge, huge, 0]` is refused as the published reader does.
    private static func product(of shape: [Int]) -> Int? {
        var product = 1
        for dimension in shape {
            guard dimension >= 0 else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
            guard !overflow else { return nil }
            product = next
        }
        return product
    }
}
