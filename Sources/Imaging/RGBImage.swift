/// A picture in memory: interleaved RGB, 8 bits a channel, sRGB, upright, rows from the top.
package struct RGBImage: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// `3 * width * height` values; pixel (x, y) starts at `3 * (y * width + x)`.
    package var pixels: [UInt8]

    /// - Precondition: positive sizes and `pixels.count == 3 * width * height`.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && pixels.count == 3 * width * height, "pixels do not match the size")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    package init(width: Int, height: Int, filledWith color: RGBColor = .black) {
        precondition(width > 0 && height > 0, "an image has at least one pixel")
        var pixels = [UInt8](repeating: color.red, count: 3 * width * height)
        if color.green != color.red || color.blue != color.red {
            for start in stride(from: 0, to: pixels.count, by: 3) {
                pixels[start + 1] = color.green
                pixels[start + 2] = color.blue
            }
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    package subscript(x: Int, y: Int) -> RGBColor {
        get {
            let start = 3 * (y * width + x)
            return RGBColor(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
        }
        set {
            let start = 3 * (y * width + x)
            pixels[start] = newValue.red
            pixels[start + 1] = newValue.green
            pixels[start + 2] = newValue.blue
        }
    }
}

package struct RGBColor: Sendable, Equatable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    package static let black = RGBColor(red: 0, green: 0, blue: 0)
    package static let white = RGBColor(red: 255, green: 255, blue: 255)
}
