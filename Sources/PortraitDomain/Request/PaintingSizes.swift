/// The sizes that a model paints in; a picture of another size is resampled from one of them.
package struct PaintingSizes: Sendable, Equatable, Encodable {
    /// The size of its training pictures, in pixels.
    package var native: ImageSize
    /// Both sides must be multiples of it.
    package var multiple: Int
    /// Factor from the painted picture to the finished one, 1…8. With 1 the model paints any size well; otherwise it is
    /// a small model that paints its own size best.
    package var enlargement: Int

    enum CodingKeys: String, CodingKey { case native, multiple, enlargement }

    package init(native: ImageSize, multiple: Int, enlargement: Int = 1) {
        self.native = native
        self.multiple = multiple
        self.enlargement = enlargement
    }

    private static let largestSide = 2048

    /// The painted size for a picture of `size`: the nearest size that the model paints, or for a small model its own
    /// size with the picture's longer side made longer. The picture is then cut out of the middle.
    package func painted(for size: ImageSize) -> ImageSize {
        guard enlargement > 1 else {
            return ImageSize(width: nearest(size.width), height: nearest(size.height))
        }
        let own = min(native.width, native.height), shorter = max(min(size.width, size.height), 1)
        func side(_ wanted: Int) -> Int { nearest((own * wanted + shorter - 1) / shorter, isAtLeast: true) }
        return ImageSize(width: side(size.width), height: side(size.height))
    }

    private func nearest(_ side: Int, isAtLeast: Bool = false) -> Int {
        let largest = max(Self.largestSide / multiple, 1)
        return min(max((side + (isAtLeast ? multiple - 1 : multiple / 2)) / multiple, 1), largest) * multiple
    }
}
