internal import Checkpoints
internal import Diffusion
package import Foundation
package import PortraitDomain
internal import Torch

/// Models in folders of diffusers folders.
package struct FolderCatalogue: ModelCatalogue {
    package static let defaultName = "narcis-mini"

    private let roots: [URL]
    private let imports: URL
    private let merges: URL?

    /// - Parameters:
    ///   - roots: folders that hold model folders, the first wins where two have one name.
    ///   - imports: where imported models go; it is searched too.
    ///   - merges: CLIP's published merges, the tokenizer of single-file models.
    package init(roots: [URL], imports: URL, merges: URL? = nil) {
        self.roots = roots + [imports]
        self.imports = imports
        self.merges = merges
    }

    /// The folder of a model by its name or path; nil stands for the default model.
    package func folder(of model: String?) throws(PortraitError) -> URL {
        let name = model ?? Self.defaultName
        for root in roots {
            let url = root.appending(path: name, directoryHint: .isDirectory)
            if Self.isModel(url) { return url }
        }
        let path = URL(fileURLWithPath: name, isDirectory: true)
        if Self.isModel(path) { return path }
        throw .notFound(
            "there is no model “\(name)”: name one from `narcis models list` or a folder with model_index.json")
    }

    package func models() async throws(PortraitError) -> [ModelSummary] {
        var seen: Set<String> = []
        var models: [ModelSummary] = []
        for root in roots {
            let urls = (try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)) ?? []
            for url in urls.sorted(by: { $0.lastPathComponent < $1.lastPathComponent })
            where Self.isModel(url) && seen.insert(url.lastPathComponent).inserted {
                models.append(try Self.summary(url))
            }
        }
        return models
    }

    package func verify(_ model: String) async throws(PortraitError) -> [ModelCheck] {
        let folder = try folder(of: model)
        let files = SDXLFolder(folder)
        // In the stored type nothing is copied: checking a large model needs little memory.
        func placement(_ component: SDXLComponent) throws -> Placement {
            Placement(kind: try files.storedKind(component), device: .cpu)
        }
        func textEncoders() throws -> TextEncoders { try files.textEncoders(placement(.textEncoder)) }
        let parts: [(String, () throws -> Void)] = [
            ("unet", { _ = try files.unet(placement(.unet)) }), ("vae", { _ = try files.vae(placement(.vae)) }),
            ("text_encoder", { _ = try textEncoders() }),
            ("tokenizer", { _ = try PromptEncoder(folder: folder, encoders: textEncoders()) }),
            ("scheduler", { _ = try files.schedulerConfiguration() }),
            ("photomaker", { _ = try LoadedModel(folder: folder, placement: placement(.unet)) }),
        ]
        var checks: [ModelCheck] = []
        for (name, load) in parts {
            do {
                try load()
                checks.append(ModelCheck(component: name, sha256: nil))
            } catch {
                checks.append(
                    ModelCheck(component: name, sha256: nil, problem: PortraitError(engine: error).description))
            }
        }
        return checks + (try reportingPortraitErrors { try Self.hashChecks(folder) })
    }

    package func importModel(
        at path: String, name: String?, photoMaker: String?
    ) async throws(PortraitError) -> ModelSummary {
        let source = URL(fileURLWithPath: path).standardizedFileURL
        let name = name ?? ModelImport.name(of: source)
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.utf8.count <= 200 else {
            throw .invalidRequest([RequestProblem(field: "name", message: "must be a plain name without a slash")])
        }
        let target = imports.appending(path: name, directoryHint: .isDirectory)
        guard !FileManager.default.fileExists(atPath: target.path(percentEncoded: false)) else {
            throw .invalidRequest([RequestProblem(field: "name", message: "is “\(name)”, which is there already")])
        }
        // Built beside its place and moved there when everything in it is right.
        let draft = imports.appending(path: ".\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: draft) }
        try reportingPortraitErrors {
            try ModelImport(source: source, photoMaker: photoMaker.map { URL(fileURLWithPath: $0) }, merges: merges)
                .build(draft)
        }
        let hasPhotoMaker = PhotoMakerFile.find(in: draft) != nil
        let wrong = try await verify(draft.path(percentEncoded: false)).first {
            $0.problem != nil && (hasPhotoMaker || $0.component != "photomaker")
        }
        if let wrong {
            let place = draft.path(percentEncoded: false)
            let problem = (wrong.problem ?? "").replacingOccurrences(of: place, with: "")
            throw .badData("\(wrong.component): \(problem)")
        }
        return try reportingPortraitErrors {
            try FileManager.default.moveItem(at: draft, to: target)
            return try Self.summary(target)
        }
    }

    private static func isModel(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: "model_index.json").path(percentEncoded: false))
    }

    private static func summary(_ url: URL) throws(PortraitError) -> ModelSummary {
        try reportingPortraitErrors {
            let unet = try UNetConfiguration.read(url.appending(path: "unet/config.json"))
            let vae = try VAEConfiguration.read(url.appending(path: "vae/config.json"))
            let profile = try ModelProfile(folder: url, nativeSide: unet.sampleSize * vae.scale)
            var parameters = 0, bytes = 0
            var archives = try SDXLComponent.allCases.map { try SDXLFolder(url).weights($0) }
            if let photoMaker = PhotoMakerFile.find(in: url) { archives.append(try WeightFiles.open(photoMaker)) }
            for record in archives.flatMap(\.records.values) {
                parameters += record.elementCount
                bytes += record.byteCount
            }
            return ModelSummary(
                name: url.lastPathComponent, path: url.path(percentEncoded: false), parameters: parameters,
                bytes: bytes, nativeSize: profile.defaults.size, isDefault: url.lastPathComponent == defaultName,
                styles: profile.styles.map(\.name))
        }
    }

    /// Compares with `SHA256SUMS`, where a model came with one.
    private static func hashChecks(_ folder: URL) throws -> [ModelCheck] {
        let hashes = try FileHash.files(in: folder)
        var expected: [String: String] = [:]
        if let text = try? String(contentsOf: folder.appending(path: "SHA256SUMS"), encoding: .utf8) {
            for line in text.split(separator: "\n") {
                let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
                if parts.count == 2 {
                    expected[String(parts[1]).trimmingCharacters(in: [" ", "*"])] = String(parts[0])
                }
            }
        }
        let missing = expected.keys.filter { hashes[$0] == nil }.sorted().map {
            ModelCheck(component: $0, sha256: nil, problem: "the file is missing")
        }
        return missing
            + hashes.sorted { $0.key < $1.key }.map { name, hash in
                let isOther = expected[name].map { $0 != hash } ?? false
                return ModelCheck(
                    component: name, sha256: hash,
                    problem: isOther ? "the file is not the one that the model came with" : nil)
            }
    }
}
