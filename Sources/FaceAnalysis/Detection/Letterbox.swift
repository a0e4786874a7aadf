import Imaging

/// SCRFD's input: a picture scaled into the top left of a square canvas, its shape kept, the rest black.
struct Letterbox: Equatable {
    /// The scaled picture in pixels.
    let width: Int
    let height: Int
    /// Canvas pixels per picture pixel, vertically; the horizontal one differs by the rounding of `width` alone.
    let scale: Double

    /// - Parameter extent: the scaled picture's longer side; the shorter one is cut to whole pixels.
    init(width: Int, height: Int, extent: Int) {
        let ratio = Double(height) / Double(width)
        if ratio > 1 {
            self.height = extent
            self.width = max(1, Int(Double(extent) / ratio))
        } else {
            self.width = extent
            self.height = max(1, Int(Double(extent) * ratio))
        }
        scale = Double(self.height) / Double(height)
    }

    /// `[1, 3, side, side]` of (RGB − 127.5)/128; black is −127.5/128.
    func planes(of image: RGBImage, side: Int) -> [Float] {
        let small = image.scaledBilinear(width: width, height: height)
        var input = [Float](repeating: -127.5 / 128, count: 3 * side * side)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<3 {
                    input[channel * side * side + y * side + x] =
                        (Float(small.pixels[3 * (y * width + x) + channel]) - 127.5) / 128
                }
            }
        }
        return input
    }
}
