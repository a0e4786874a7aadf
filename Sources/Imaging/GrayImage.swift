/// One channel of float values, for masks and change maps (0...1) and for luminance (0...255).
package struct GrayImage: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// `width * height` values, rows from the top.
    package var values: [Float]

    /// - Precondition: positive sizes and `values.count == width * height`.
    package init(width: Int, height: Int, values: [Float]) {
        precondition(width > 0 && height > 0 && values.count == width * height, "values do not match the size")
        self.width = width
        self.height = height
        self.values = values
    }

    package init(width: Int, height: Int, filledWith value: Float = 0) {
        self.init(width: width, height: height, values: Array(repeating: value, count: width * height))
    }

    package subscript(x: Int, y: Int) -> Float {
        get { values[y * width + x] }
        set { values[y * width + x] = newValue }
    }

    /// Luma of ITU-R BT.601, 0...255, as the common image libraries convert to gray.
    package init(luminanceOf image: RGBImage) {
        var values = [Float](repeating: 0, count: image.width * image.height)
        image.pixels.withUnsafeBufferPointer { pixels in
            for index in values.indices {
                let start = 3 * index
                values[index] =
                    0.299 * Float(pixels[start]) + 0.587 * Float(pixels[start + 1]) + 0.114 * Float(pixels[start + 2])
            }
        }
        self.init(width: image.width, height: image.height, values: values)
    }

    /// A gray picture for people: values of 0...1 become 0...255.
    package var picture: RGBImage {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(3 * values.count)
        for value in values {
            let level = UInt8((min(max(value, 0), 1) * 255).rounded())
            pixels.append(contentsOf: [level, level, level])
        }
        return RGBImage(width: width, height: height, pixels: pixels)
    }
}
