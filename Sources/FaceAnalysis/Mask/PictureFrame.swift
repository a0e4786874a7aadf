package import Imaging

/// A rectangle of a picture, in pixels and parts of pixels; it may reach outside. (0, 0) is the picture's corner, so that
/// 0, 0, width and height frame the whole.
package struct PictureFrame: Sendable, Equatable {
    package var x, y, width, height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Far more than any picture has, and few enough pixels to calculate with.
    private static let limit = 1e6

    var isPlausible: Bool {
        let places = -Self.limit...Self.limit
        return places.contains(x) && places.contains(y)
            && width > 0 && width <= Self.limit && height > 0 && height <= Self.limit
    }
}

extension RGBImage {
    /// What a frame shows, stretched to a new size without aliasing; beyond the picture its edge goes on.
    /// - Returns: nil where the frame is empty or holds a number that no frame can have.
    package func stretched(_ frame: PictureFrame, width newWidth: Int, height newHeight: Int) -> RGBImage? {
        guard frame.isPlausible else { return nil }
        func shrunk(_ extent: Int, by scale: Double) -> Int {
            min(extent, max(1, Int((Double(extent) * scale).rounded(.up))))
        }
        let horizontal = Double(newWidth) / frame.width, vertical = Double(newHeight) / frame.height
        let small = resized(
            width: shrunk(width, by: horizontal), height: shrunk(height, by: vertical), filter: .bilinear)
        // What is left to scale; half a pixel lies between corners, which frames go by, and centers.
        let a = horizontal * Double(width) / Double(small.width)
        let e = vertical * Double(height) / Double(small.height)
        let rest = AffineTransform(
            a: a, b: 0, c: a / 2 - 0.5 - horizontal * frame.x,
            d: 0, e: e, f: e / 2 - 0.5 - vertical * frame.y)
        return small.warped(by: rest, width: newWidth, height: newHeight, outside: .edge)
    }
}
