import PortraitDomain
import Torch

extension PortraitRun {
    /// A pixel per latent cell by the model's linear map; nil where it has none.
    func preview(of latents: Tensor) throws -> PortraitImage? {
        let factors = model.profile.previewFactors
        let shape = latents.shape
        guard shape.count == 4, factors.count == shape[1] else { return nil }
        let values = try latents.floats()
        let count = shape[2] * shape[3]
        var rgb = [UInt8](repeating: 0, count: 3 * count)
        for cell in 0..<count {
            for color in 0..<3 {
                var level = model.profile.previewBias[color]
                for channel in factors.indices {
                    level += factors[channel][color] * Double(values[channel * count + cell])
                }
                rgb[3 * cell + color] = UInt8(min(max((level.isFinite ? level : 0) * 255, 0), 255))
            }
        }
        return PortraitImage(width: shape[3], height: shape[2], rgb: rgb)
    }
}
