import Checkpoints
import Diffusion
import Foundation
import PhotoMaker
import PortraitDomain
import Schedulers
import Torch

/// A model's components, with the identity adaptation fused into the UNet. Each is loaded when it is first used and
/// kept as long as the memory budget has room.
///
/// Layers read their weights when they first run, so a loaded component that was not used yet takes little memory; the
/// budget counts what it will take.
final class ModelComponents {
    let folder: URL
    let placement: Placement
    let profile: ModelProfile
    let unetConfiguration: UNetConfiguration
    let vaeConfiguration: VAEConfiguration
    let encoderConfiguration: IDEncoderConfiguration
    let schedulerConfiguration: SchedulerConfiguration
    /// Whether no negative prompt means zeros, as in SDXL's base, or an empty prompt.
    let zeroesNullPrompt: Bool
    private let files: SDXLFolder
    private let photoMaker: PhotoMakerFile
    private let hashes: HashCache
    private var budget: MemoryBudget
    private var scale = 1.0
    private var knownIdentity: ModelIdentity?

    private var heldUNet: UNet?
    private var heldVAE: VAE?
    private var heldFloat32VAE: VAE?
    private var heldPrompts: PromptEncoder?
    private var heldEncoder: IDEncoder?

    /// Opens every component once, so that a model that does not fit is refused at once.
    /// - Parameters:
    ///   - memory: bytes of weights that may be held at once; nil for all.
    ///   - hashes: remembers the files' hashes, which every picture carries.
    init(folder: URL, placement: Placement, memory: Int? = nil, hashes: HashCache = HashCache(file: nil)) throws {
        self.folder = folder
        self.placement = placement
        self.hashes = hashes
        budget = MemoryBudget(limit: memory)
        try TorchRuntime.require(placement.device)
        if placement.device == .cuda { try TorchRuntime.loadCUDALibrary() }
        files = SDXLFolder(folder)
        photoMaker = try PhotoMakerFile.ofModel(in: folder)
        schedulerConfiguration = try files.schedulerConfiguration()
        try files.requireMarks(agreeWith: schedulerConfiguration)
        zeroesNullPrompt = try files.zeroesNullPrompt()
        let unet = try files.unet(placement)
        try Task.checkCancellation()
        let vae = try files.vae(placement)
        let encoder = try photoMaker.encoder(placement)
        try Task.checkCancellation()
        unetConfiguration = unet.configuration
        vaeConfiguration = vae.configuration
        encoderConfiguration = encoder.configuration
        profile = try ModelProfile(
            folder: folder, nativeSide: unet.configuration.sampleSize * vae.configuration.scale)
        // Loaded anew in float32 where it asks for that.
        heldVAE = vae.kind == vaePlacement.kind ? vae : nil
        heldEncoder = encoder
        try fuse(into: unet, scale: scale)
        heldUNet = unet
        // In the order in which a portrait first needs them.
        _ = try (self.encoder, prompts, self.unet, self.vae)
    }

    /// The hashes of the loaded files, computed when first asked for. A failure is not kept: it may be Ctrl-C during an
    /// earlier portrait.
    var identity: Result<ModelIdentity, any Error> {
        if let knownIdentity { return .success(knownIdentity) }
        return Result {
            let files = try hashes.hashes(of: LoadedFiles.files(in: folder))
            // The folder's name, by which a replay looks for it.
            let identity = ModelIdentity(name: folder.standardizedFileURL.lastPathComponent, files: files)
            knownIdentity = identity
            return identity
        }
    }

    /// Sets the strength of the adaptation, 0…2.
    func setIdentityScale(_ wanted: Double) throws {
        guard wanted != scale else { return }
        // If fusing fails half-way, the old strength is lost too.
        let old = heldUNet
        heldUNet = nil
        if let old { try fuse(into: old, scale: wanted) }
        heldUNet = old
        scale = wanted
    }

    private func fuse(into unet: UNet, scale: Double) throws {
        _ = try photoMaker.adaptation(for: unet).fuse(into: unet.attentionProjections, scale: scale)
    }

    /// Both sides of a painted picture must be multiples of this, in pixels.
    var cell: Int { unetConfiguration.cell(with: vaeConfiguration) }

    /// The description that requests are checked against.
    var description: ModelDescription {
        var description = profile.description(
            cell: cell, tokensPerPhotograph: encoderConfiguration.tokensPerPhotograph)
        description.memory = Dictionary(uniqueKeysWithValues: budget.sizes.map { ($0.key.rawValue, $0.value) })
        return description
    }
}

// MARK: Components

extension ModelComponents {
    var unet: UNet {
        get throws {
            try held(\.heldUNet, .unet, \.byteCount) {
                let unet = try files.unet(placement)
                try fuse(into: unet, scale: scale)
                return unet
            }
        }
    }

    var vae: VAE {
        get throws { try held(\.heldVAE, .vae, \.byteCount) { try files.vae(vaePlacement) } }
    }

    var prompts: PromptEncoder {
        get throws {
            try held(\.heldPrompts, .textEncoders, \.byteCount) {
                try PromptEncoder(folder: folder, encoders: files.textEncoders(placement))
            }
        }
    }

    var encoder: IDEncoder {
        get throws {
            try held(\.heldEncoder, .identityEncoder, \.byteCount) { try photoMaker.encoder(placement) }
        }
    }

    /// The autoencoder in float32 for the pictures that overflow in a smaller type.
    func vaeInFloat32() throws -> VAE {
        try held(\.heldFloat32VAE, .float32VAE, \.byteCount) {
            try files.vae(Placement(kind: .float32, device: placement.device))
        }
    }

    /// Float32 where the model says that its autoencoder overflows in float16, as SDXL's own does.
    private var vaePlacement: Placement {
        let isUpcast = vaeConfiguration.forcesUpcast && placement.kind == .float16
        return isUpcast ? Placement(kind: .float32, device: placement.device) : placement
    }

    /// How latents are decoded: in squares where a budget is set and a quarter of it is too little for the features.
    var decoding: VAEDecoding { VAEDecoding(memoryLimit: budget.limit.map { $0 / 4 }) }

    /// The part that is held, or else is loaded and held from then on, where others may have to make room for it.
    private func held<Part>(
        _ place: ReferenceWritableKeyPath<ModelComponents, Part?>, _ component: ModelComponent,
        _ byteCount: (Part) -> Int, load: () throws -> Part
    ) throws -> Part {
        let part = try self[keyPath: place] ?? load()
        try reserve(component, byteCount(part))
        self[keyPath: place] = part
        return part
    }

    private func reserve(_ component: ModelComponent, _ bytes: Int) throws {
        let freed = try budget.use(component, bytes: bytes)
        for component in freed {
            switch component {
            case .unet: heldUNet = nil
            case .vae: heldVAE = nil
            case .float32VAE: heldFloat32VAE = nil
            case .textEncoders: heldPrompts = nil
            case .identityEncoder: heldEncoder = nil
            }
        }
        // Only after something was freed: returning blocks to the system takes time, and on a GPU it waits for the
        // device.
        if !freed.isEmpty { try TorchRuntime.releaseCachedMemory(placement.device) }
    }
}
