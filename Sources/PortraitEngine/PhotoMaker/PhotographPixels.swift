package import Imaging
package import Torch

extension RGBImage {
    /// `[3, height, width]` float32 of `(value/255 − mean) / deviation` for each colour.
    package func normalized(mean: [Double], deviation: [Double]) throws(TorchError) -> Tensor {
        let count = width * height
        var values = [Float](repeating: 0, count: 3 * count)
        for channel in 0..<3 {
            let center = Float(mean[channel]), spread = Float(deviation[channel])
            for index in 0..<count {
                values[channel * count + index] = (Float(pixels[3 * index + channel]) / 255 - center) / spread
            }
        }
        return try .from(values, shape: [3, height, width])
    }

    /// The picture of `[3, height, width]` float32 in −1…1, clamped and rounded.
    package init(signedPixels tensor: Tensor) throws(TorchError) {
        let shape = tensor.shape
        let values = try tensor.to(kind: .float32, device: .cpu).contiguous().floats()
        let count = shape[1] * shape[2]
        var pixels = [UInt8](repeating: 0, count: 3 * count)
        for channel in 0..<3 {
            for index in 0..<count {
                let value = values[channel * count + index]
                let level = ((value.isFinite ? value : 0) / 2 + 0.5) * 255
                pixels[3 * index + channel] = UInt8(min(max(level.rounded(), 0), 255))
            }
        }
        self.init(width: shape[2], height: shape[1], pixels: pixels)
    }
}
