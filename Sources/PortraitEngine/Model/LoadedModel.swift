internal import Checkpoints
package import Diffusion
package import Foundation
package import PortraitDomain
internal import Schedulers
package import Torch

/// All components of a model in memory, with the identity adaptation fused in.
final class LoadedModel {
    let folder: URL
    let placement: Placement
    let profile: ModelProfile
    let identity: ModelIdentity
    let unet: UNet
    let vae: VAE
    let prompts: PromptEncoder
    let encoder: IDEncoder
    let schedulerConfiguration: SchedulerConfiguration
    private let adaptation: LowRankAdaptation
    private var fused: FusedAdaptation
    private var scale = 1.0

    init(folder: URL, placement: Placement) throws {
        self.folder = folder
        self.placement = placement
        try TorchRuntime.require(placement.device)
        let files = SDXLFolder(folder)
        unet = try files.unet(placement)
        try Task.checkCancellation()
        vae = try files.vae(placement)
        prompts = try PromptEncoder(folder: folder, encoders: files.textEncoders(placement))
        schedulerConfiguration = try files.schedulerConfiguration()
        try Task.checkCancellation()
        let photoMaker = folder.appending(path: "photomaker")
        guard let weights = PhotoMakerFile.find(in: folder) else {
            throw PortraitError.notFound(
                "the model \(folder.lastPathComponent) has no PhotoMaker weights, which portraits need: import it again "
                    + "with --photomaker FILE")
        }
        let file = try PhotoMakerFile(
            WeightFiles.open(weights), configuration: photoMaker.appending(path: "config.json"))
        encoder = try file.encoder(placement)
        adaptation = try file.adaptation(for: unet)
        fused = try adaptation.fuse(into: unet.attentionProjections)
        try Task.checkCancellation()
        profile = try ModelProfile(
            folder: folder, nativeSide: unet.configuration.sampleSize * vae.configuration.scale)
        identity = ModelIdentity(name: profile.name, files: try FileHash.files(in: folder))
    }

    /// Sets how strongly the adaptation works, 0…2.
    func setIdentityScale(_ wanted: Double) throws {
        guard wanted != scale else { return }
        fused.undo()
        fused = try adaptation.fuse(into: unet.attentionProjections, scale: wanted)
        scale = wanted
    }

    var description: ModelDescription {
        ModelDescription(identity: identity, defaults: profile.defaults, styles: profile.styles.map(\.name))
    }
}
