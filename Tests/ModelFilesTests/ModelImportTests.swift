import Checkpoints
import Diffusion
import Foundation
import PortraitDomain
import Schedulers
import TestSupport
import Testing
import Tokenizers
import Torch

@testable import PortraitEngine

@Suite("Importing models")
struct ModelImportTests {
    private static let placement = Placement(kind: .float32, device: .cpu)

    /// A diffusers folder of the same weights: the denoiser in two files behind an index, the autoencoder as the half
    /// precision variant.
    private func writeFolder(_ target: URL) throws {
        try TinySDXL.copyConfigurations(to: target)
        try TinySDXL.writeTokenizers(to: target)
        for (name, text) in SDXLBaseConfiguration().files where name.hasPrefix("scheduler") || name.hasPrefix("model") {
            let file = target.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let path = TinySDXL.folder.appending(path: "tiny.safetensors").path(percentEncoded: false)
        let checkpoint = try SDXLCheckpoint(SafetensorsFile(path: path))
        let vae = try checkpoint.component(.vae)
        try writeSafetensors(
            vae, names: vae.records.keys,
            to: target.appending(path: "vae/diffusion_pytorch_model.fp16.safetensors"))
        for component in [SDXLComponent.textEncoder, .secondTextEncoder] {
            let view = try checkpoint.component(component)
            try writeSafetensors(
                view, names: view.records.keys,
                to: target.appending(path: "\(component.rawValue)/model.safetensors"))
        }
        let unet = try checkpoint.component(.unet)
        let names = unet.records.keys.sorted()
        var map: [String: String] = [:]
        for (index, part) in [names.prefix(200), names.dropFirst(200)].enumerated() {
            let file = "diffusion_pytorch_model-\(index).safetensors"
            try writeSafetensors(unet, names: part, to: target.appending(path: "unet/\(file)"))
            for name in part { map[name] = file }
        }
        try JSONEncoder().encode(["weight_map": map])
            .write(to: target.appending(path: "unet/diffusion_pytorch_model.safetensors.index.json"))
    }

    @Test("one file and a diffusers folder of the same weights compute the same")
    func sameResults() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = FolderCatalogue(roots: [], imports: folder.appending(path: "models"))
            let file = try TinySDXL.write(to: folder.appending(path: "single"))
            try writeFolder(folder.appending(path: "diffusers"))
            let single = try await catalogue.importModel(at: file.path, name: nil, photoMaker: nil)
            let whole = try await catalogue.importModel(
                at: folder.appending(path: "diffusers").path, name: "whole", photoMaker: nil)
            #expect(single.name == "tiny" && whole.name == "whole")
            #expect(single.parameters == whole.parameters && single.bytes == whole.bytes)
            #expect(single.nativeSize == ImageSize(width: 128, height: 128))
            #expect(Set(try await catalogue.models().map(\.name)) == ["tiny", "whole"])

            let models = [single, whole].map { SDXLFolder(URL(fileURLWithPath: $0.path)) }
            #expect(try models.map { try $0.schedulerConfiguration() }.allSatisfy { $0.predictionType == .epsilon })
            let images = try models.map { try image($0) }
            #expect(images[0].count == 3 * 64 * 64)
            #expect(images[0].allSatisfy { $0.isFinite })
            #expect(images[0] == images[1])
        }
    }

    /// Text, one step of the denoiser and the decoder.
    private func image(_ model: SDXLFolder) throws -> [Float] {
        let prompts = try PromptEncoder(folder: model.url, encoders: model.textEncoders(Self.placement))
        let prompt = try prompts.encode("a woman in a storm")
        let unet = try model.unet(Self.placement)
        let conditioning = try unet.prepare(
            context: prompt.context, pooled: prompt.pooled, timeIds: [[64, 64, 0, 0, 64, 64]])
        let latents = try unet(.normal([1, 4, 8, 8], seed: 3), timestep: 500, conditioning)
        return try model.vae(Self.placement).decode(latents).floats()
    }

    @Test("weights are linked and everything else is there")
    func layout() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = FolderCatalogue(roots: [], imports: folder.appending(path: "models"))
            let file = try TinySDXL.write(to: folder.appending(path: "single"))
            let model = try await catalogue.importModel(at: file.path, name: "mine", photoMaker: nil)
            let link = model.path + "/checkpoint.safetensors"
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file.path)
            let names = Set(try LoadedFiles.files(in: URL(fileURLWithPath: model.path)).keys)
            #expect(names.isSuperset(of: ["checkpoint.safetensors", "unet/config.json", "tokenizer_2/vocab.json"]))
            let checks = try await catalogue.verify("mine")
            #expect(checks.allSatisfy { $0.problem == nil })
            let remarks = checks.filter { $0.remark != nil }
            #expect(remarks.map(\.component) == ["photomaker"])
            #expect(remarks.first?.advice == .addPhotoMaker)
        }
    }

    @Test("what cannot be imported leaves nothing behind")
    func refusals() async throws {
        try await withTemporaryFolder { folder in
            let imports = folder.appending(path: "models")
            let catalogue = FolderCatalogue(roots: [], imports: imports)
            let file = try TinySDXL.write(to: folder.appending(path: "single"))
            let bare = folder.appending(path: "bare.safetensors")
            try FileManager.default.copyItem(at: file, to: bare)
            let other = folder.appending(path: "other.safetensors")
            try writeEmptyTensors(["cond_stage_model.x"], to: other)
            let text = folder.appending(path: "text.txt")
            try Data("no model".utf8).write(to: text)

            func refused(_ source: URL, name: String? = nil, photoMaker: URL? = nil) async throws -> String {
                let error = await #expect(throws: PortraitError.self) {
                    try await catalogue.importModel(at: source.path, name: name, photoMaker: photoMaker?.path)
                }
                #expect(((try? FileManager.default.contentsOfDirectory(atPath: imports.path)) ?? []).isEmpty)
                return try #require(error).description
            }
            // Without configurations beside it, it is taken for SDXL's base model; and there is no vocabulary.
            #expect(try await refused(bare).contains("vocabulary"))
            #expect(try await refused(other).contains("Stable Diffusion 1"))
            #expect(try await refused(text).contains("not a model"))
            #expect(try await refused(folder.appending(path: "none.safetensors")).contains("no file or folder"))
            let dead = folder.appending(path: "dead.safetensors")
            try FileManager.default.createSymbolicLink(atPath: dead.path, withDestinationPath: "/nowhere/x")
            #expect(try await refused(dead).contains("a link that leads nowhere (to /nowhere/x)"))
            #expect(try await refused(folder).contains("model_index.json"))
            for name in ["", ".hidden", "a/b", "../up", String(repeating: "n", count: 300)] {
                #expect(try await refused(file, name: name).contains("name"))
            }
            #expect(try await refused(file, photoMaker: other).contains("not PhotoMaker"))
            #expect(try await refused(file, photoMaker: text).contains(".bin or .safetensors"))
            #expect(try await refused(file, photoMaker: folder.appending(path: "none.bin")).contains("not there"))

            _ = try await catalogue.importModel(at: file.path, name: "mine", photoMaker: nil)
            await #expect(throws: PortraitError.self) {
                try await catalogue.importModel(at: file.path, name: "mine", photoMaker: nil)
            }
        }
    }

    @Test("a mark of velocity and a scheduler file that says noise are a contradiction")
    func contradiction() async throws {
        try await withTemporaryFolder { folder in
            let file = try TinySDXL.write(to: folder.appending(path: "single"), marks: ["v_pred"])
            let catalogue = FolderCatalogue(roots: [], imports: folder.appending(path: "models"))
            let model = try await catalogue.importModel(at: file.path, name: "alone", photoMaker: nil)
            let scheduler = try SDXLFolder(URL(fileURLWithPath: model.path)).schedulerConfiguration()
            #expect(scheduler.predictionType == .velocity)
            let beside = folder.appending(path: "single/scheduler")
            try FileManager.default.createDirectory(at: beside, withIntermediateDirectories: true)
            try Data(#"{"prediction_type":"epsilon"}"#.utf8).write(to: beside.appending(path: "scheduler_config.json"))
            let error = await #expect(throws: PortraitError.self) {
                try await catalogue.importModel(at: file.path, name: "both", photoMaker: nil)
            }
            #expect(try #require(error).description.contains("v_pred"))
        }
    }

    @Test(
        "marks in a folder's or a file's weights and a contrary scheduler file are refused in words",
        arguments: [
            (["v_pred"], "{}", "it says epsilon, but the weights are marked as predicting velocity (v_pred)"),
            (["ztsnr"], "{}", "it lacks rescale_betas_zero_snr"), (["edm_mean"], "{}", "another kind of noise (EDM)"),
            (["ztsnr"], #"{"rescale_betas_zero_snr": true}"#, nil),
            (["v_pred"], #"{"prediction_type": "v_prediction"}"#, nil),
        ])
    func marks(names: [String], scheduler: String, refusal: String?) async throws {
        try await withTemporaryFolder { folder in
            let model = folder.appending(path: "model")
            try FileManager.default.copyItem(at: TinySDXL.portrait, to: model)
            try Data(scheduler.utf8).write(to: model.appending(path: "scheduler/scheduler_config.json"))
            try TinySDXL.add(names, to: model.appending(path: "unet/diffusion_pytorch_model.safetensors"))
            let checks = try await FolderCatalogue(roots: [folder], imports: folder.appending(path: "imports"))
                .verify("model")
            let problem = checks.first { $0.component == "training marks" }?.problem
            #expect(refusal.map { problem?.contains($0) ?? false } ?? (problem == nil), "\(problem ?? "")")
            #expect(checks.first { $0.component == "scheduler" }?.problem == nil)
            // Painting with it is refused too.
            let files = SDXLFolder(model)
            let agreement = Result { try files.requireMarks(agreeWith: files.schedulerConfiguration()) }
            if case .success = agreement { #expect(refusal == nil) } else { #expect(refusal != nil) }
            // A mark is not a weight that the architecture lacks.
            if refusal == nil { #expect(checks.first { $0.component == "unet" }?.problem == nil) }
        }
    }

    @Test("a file of weights that cannot be read is the problem of its own part alone")
    func damagedWeights() async throws {
        try await withTemporaryFolder { folder in
            let model = folder.appending(path: "model")
            try FileManager.default.copyItem(at: TinySDXL.portrait, to: model)
            try Data("no weights".utf8).write(to: model.appending(path: "unet/diffusion_pytorch_model.safetensors"))
            let checks = try await FolderCatalogue(roots: [folder], imports: folder.appending(path: "imports"))
                .verify("model")
            let problems = Set(checks.filter { $0.problem != nil }.map(\.component))
            #expect(problems.contains("unet") && problems.isDisjoint(with: ["scheduler", "training marks"]))
        }
    }

    @Test("a model takes PhotoMaker's weights by a second import, but not the place of other weights")
    func secondImport() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = FolderCatalogue(roots: [], imports: folder.appending(path: "models"))
            let file = try TinySDXL.write(to: folder.appending(path: "single"))
            let moved = try TinySDXL.write(to: folder.appending(path: "moved"))
            // That the name is taken is told before gigabytes are read.
            try Data("{}".utf8).write(to: folder.appending(path: "moved/unet/config.json"))
            let photoMaker = folder.appending(path: "photomaker.safetensors").path
            try Data().write(to: URL(fileURLWithPath: photoMaker))
            _ = try await catalogue.importModel(at: file.path, name: "mine", photoMaker: nil)
            for (source, words) in [(moved, "or the same ones in another place"), (file, "photomaker")] {
                let error = await #expect(throws: PortraitError.self) {
                    try await catalogue.importModel(at: source.path, name: "mine", photoMaker: photoMaker)
                }
                #expect(try #require(error).description.contains(words), "\(String(describing: error))")
            }
        }
    }

    @Test(
        "the type of prediction in a file's metadata counts like a mark", arguments: [("v", true), ("epsilon", false)])
    func metadata(type: String, isVelocity: Bool) async throws {
        try await withTemporaryFolder { folder in
            let file = try TinySDXL.write(to: folder.appending(path: "single"))
            try TinySDXL.add(#""__metadata__":{"modelspec.prediction_type":"\#(type)"}"#, to: file)
            let catalogue = FolderCatalogue(roots: [], imports: folder.appending(path: "models"))
            let model = try await catalogue.importModel(at: file.path, name: "mine", photoMaker: nil)
            let scheduler = try SDXLFolder(URL(fileURLWithPath: model.path)).schedulerConfiguration()
            #expect((scheduler.predictionType == .velocity) == isVelocity)
        }
    }

    @Test("a model is taken out of the list, and only one that was imported")
    func removal() async throws {
        try await withTemporaryFolder { folder in
            let imports = folder.appending(path: "models")
            let catalogue = FolderCatalogue(roots: [], imports: imports)
            let file = try TinySDXL.write(to: folder.appending(path: "single"))
            _ = try await catalogue.importModel(at: file.path, name: "mine", photoMaker: nil)
            for name in ["", "other", "../single", ".", "mine/unet"] {
                await #expect(throws: PortraitError.self) { try await catalogue.removeModel(name) }
            }
            try await catalogue.removeModel("mine")
            #expect(try await catalogue.models().isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: imports.path).isEmpty)
            #expect(FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test("a file of another size than its configuration lists what does not fit")
    func mismatch() async throws {
        try await withTemporaryFolder { folder in
            let file = try TinySDXL.write(to: folder.appending(path: "single"))
            try Data(try #require(SDXLBaseConfiguration().files["vae/config.json"]).utf8)
                .write(to: folder.appending(path: "single/vae/config.json"))
            let catalogue = FolderCatalogue(roots: [], imports: folder.appending(path: "models"))
            let error = await #expect(throws: PortraitError.self) {
                try await catalogue.importModel(at: file.path, name: nil, photoMaker: nil)
            }
            #expect(try #require(error).description.contains("another shape"))
        }
    }
}

@Suite("SDXL's base configuration")
struct SDXLBaseConfigurationTests {
    private func withFiles(_ configuration: SDXLBaseConfiguration, _ body: (URL) throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            for (name, text) in configuration.files {
                let file = folder.appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            try body(folder)
        }
    }

    @Test("its files are read as the published architecture")
    func files() async throws {
        try await withFiles(SDXLBaseConfiguration()) { folder in
            let unet = try UNetConfiguration.read(folder.appending(path: "unet/config.json"))
            #expect(unet.blocks.map(\.channels) == [320, 640, 1280])
            #expect(unet.blocks.map(\.heads) == [5, 10, 20])
            #expect(unet.blocks.map(\.transformerLayers) == [0, 2, 10])
            #expect(unet.midTransformerLayers == 10 && unet.contextWidth == 2048 && unet.pooledWidth == 1280)
            let vae = try VAEConfiguration.read(folder.appending(path: "vae/config.json"))
            #expect(vae.scale == 8 && vae.scalingFactor == 0.13025 && vae.blockChannels == [128, 256, 512, 512])
            let first = try CLIPTextConfiguration.read(folder.appending(path: "text_encoder/config.json"))
            #expect(first.layers == 12 && first.width == 768 && first.projection == nil)
            #expect(first.activation == .quickGelu)
            let second = try CLIPTextConfiguration.read(folder.appending(path: "text_encoder_2/config.json"))
            #expect(second.layers == 32 && second.heads == 20 && second.projection == 1280)
            #expect(second.activation == .gelu)
            let scheduler = try SDXLFolder(folder).schedulerConfiguration()
            #expect(scheduler.predictionType == .epsilon)
            #expect(scheduler.spacing == .leading(stepsOffset: 1))
        }
    }

    @Test("models that predict velocity say so")
    func velocity() async throws {
        try await withFiles(SDXLBaseConfiguration(predictsVelocity: true, hasZeroTerminalSNR: true)) { folder in
            let scheduler = try SDXLFolder(folder).schedulerConfiguration()
            #expect(scheduler.predictionType == .velocity)
        }
    }

    @Test("its tokenizers work on CLIP's published merges")
    func tokenizers() async throws {
        let merges = FetchedFiles.merges
        try await withFiles(SDXLBaseConfiguration()) { folder in
            for (name, padding) in [("tokenizer", 49407), ("tokenizer_2", 0)] {
                let place = folder.appending(path: name)
                try FileManager.default.copyItem(
                    at: merges, to: place.appending(path: CLIPTokenizer.publishedMergesName))
                let tokenizer = try CLIPTokenizer(folder: place)
                #expect(tokenizer.tokenCount == 49_408)
                let ids = try tokenizer.encode("a woman").ids
                #expect(ids == [49406, 320, 2308, 49407] + Array(repeating: padding, count: 73))
            }
        }
    }

    private static let merges = FetchedFiles.merges
}
