/// A picture as 8-bit RGB bytes, row by row from the top left, without padding.
package struct PortraitImage: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// `width × height × 3` bytes.
    package let rgb: [UInt8]

    package init(width: Int, height: Int, rgb: [UInt8]) {
        precondition(width > 0 && height > 0 && rgb.count == width * height * 3, "bytes do not match the size")
        self.width = width
        self.height = height
        self.rgb = rgb
    }
}
