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

    /// - Parameters:
    ///   - roots: folders that hold model folders, the first wins where two have one name.
    ///   - imports: where imported models go; it is searched too.
    package init(roots: [URL], imports: URL) {
        self.roots = roots + [imports]
        self.imports = imports
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
        let placement = Placement(kind: .float32, device: .cpu)
        let files = SDXLFolder(folder)
        let parts: [(String, () throws -> Void)] = [
            ("unet", { _ = try files.unet(placement) }), ("vae", { _ = try files.vae(placement) }),
            ("text_encoder", { _ = try files.textEncoders(placement) }),
            ("tokenizer", { _ = try PromptEncoder(folder: folder, encoders: files.textEncoders(placement)) }),
            ("scheduler", { _ = try files.schedulerConfiguration() }),
            ("photomaker", { _ = try LoadedModel(folder: folder, placement: placement) }),
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

    package func importModel(at path: String, name: String?) async throws(PortraitError) -> ModelSummary {
        let source = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
        guard Self.isModel(source) else {
            throw .notFound("\(path) is not a model: it has no model_index.json")
        }
        let name = name ?? source.lastPathComponent
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else {
            throw .invalidRequest([RequestProblem(field: "name", message: "must be a plain name without a slash")])
        }
        let target = imports.appending(path: name, directoryHint: .isDirectory)
        guard !FileManager.default.fileExists(atPath: target.path(percentEncoded: false)) else {
            throw .invalidRequest([RequestProblem(field: "name", message: "is “\(name)”, which is there already")])
        }
        let wrong = try await verify(source.path(percentEncoded: false)).first { $0.problem != nil }
        if let wrong { throw .badData("\(wrong.component): \(wrong.problem ?? "")") }
        return try reportingPortraitErrors {
            try FileManager.default.createDirectory(at: imports, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(at: target, withDestinationURL: source)
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
            let walk = FileManager.default.enumerator(
                at: url.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)
            var parameters = 0, bytes = 0
            for case let file as URL in walk ?? .init() where file.pathExtension == "safetensors" {
                let records = try SafetensorsFile(path: file.path(percentEncoded: false)).records.values
                parameters += records.reduce(0) { $0 + $1.elementCount }
                bytes += records.reduce(0) { $0 + $1.byteCount }
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
