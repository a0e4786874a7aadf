import Diffusion
import Foundation
package import PortraitDomain

extension FolderCatalogue {
    package func description(of model: String?) async throws(PortraitError) -> ModelDescription {
        let folder = try folder(of: model)
        return try reportingPortraitErrors {
            let unet = try UNetConfiguration.read(folder.appending(path: "unet/config.json"))
            let vae = try VAEConfiguration.read(folder.appending(path: "vae/config.json"))
            let encoder = try PhotoMakerFile.ofModel(in: folder).configuration()
            return try ModelProfile(folder: folder, nativeSide: unet.sampleSize * vae.scale)
                .description(cell: unet.cell(with: vae), tokensPerPhotograph: encoder.tokensPerPhotograph)
        }
    }
}

extension UNetConfiguration {
    /// What both sides of a painted picture must be multiples of, in pixels.
    func cell(with vae: VAEConfiguration) -> Int { vae.scale << (blocks.count - 1) }
}
