package import Imaging

/// A rectangle of a picture, in pixels and parts of pixels; it may reach outside. (0, 0) is the picture's corner, so
/// that 0, 0, width and height frame the whole.
package struct PictureFrame: Sendable, Equatable {
    package var x, y, width, height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Far larger than any picture, and small enough not to overflow.
    private static let limit = 1e6

    var isPlausible: Bool {
        let range = -Self.limit...Self.limit
        return range.contains(x) && range.contains(y)
            && width > 0 && width <= Self.limit && height > 0 && height <= Self.limit
    }
}

extension RGBImage {
    /// A frame's pixels, resized without aliasing; the picture's edge is repeated beyond it.
    /// - Returns: nil for a frame that is empty, not finite or beyond a million pixels.
    package func stretched(_ frame: PictureFrame, width newWidth: Int, height newHeight: Int) -> RGBImage? {
        guard frame.isPlausible else { return nil }
        func shrunk(_ extent: Int, by scale: Double) -> Int {
            min(extent, max(1, Int((Double(extent) * scale).rounded(.up))))
        }
        let horizontal = Double(newWidth) / frame.width, vertical = Double(newHeight) / frame.height
        let small = resized(
            width: shrunk(width, by: horizontal), height: shrunk(height, by: vertical), filter: .bilinear)
        // The remaining scale. Frames count pixel corners and pictures pixel centers, half a pixel apart.
        let a = horizontal * Double(width) / Double(small.width)
        let e = vertical * Double(height) / Double(small.height)
        let rest = AffineTransform(
            a: a, b: 0, c: a / 2 - 0.5 - horizontal * frame.x,
            d: 0, e: e, f: e / 2 - 0.5 - vertical * frame.y)
        return small.warped(by: rest, width: newWidth, height: newHeight, outside: .edge)
    }
}
