import Checkpoints
import Diffusion
package import Foundation
import PhotoMaker
package import PortraitDomain

/// The models in folders that hold diffusers folders.
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
        throw .notFound("there is no model “\(name)”", advice: .chooseModel)
    }

    package func models() async throws(PortraitError) -> [ModelSummary] {
        var seen: Set<String> = []
        var models: [ModelSummary] = []
        for root in roots {
            let urls = (try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)) ?? []
            for url in urls.sorted(by: { $0.lastPathComponent < $1.lastPathComponent })
            // A hidden folder is an unfinished import.
            where !url.lastPathComponent.hasPrefix(".") && Self.isModel(url)
                && seen.insert(url.lastPathComponent).inserted
            {
                if Task.isCancelled { throw .cancelled }
                models.append(Self.listed(url))
            }
        }
        return models
    }

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

    package func importModel(
        at path: String, name: String?, photoMaker: String?
    ) async throws(PortraitError) -> ModelSummary {
        let source = URL(fileURLWithPath: path).standardizedFileURL
        let name = name ?? ModelImport.name(of: source)
        let hasControl = name.unicodeScalars.contains { [.control, .format].contains($0.properties.generalCategory) }
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), !hasControl, name.utf8.count <= 200 else {
            throw .invalidRequest([
                RequestProblem(field: "name", message: "must be a plain name without a slash or a line break")
            ])
        }
        let target = imports.appending(path: name, directoryHint: .isDirectory)
        let isThere = FileManager.default.fileExists(atPath: target.path(percentEncoded: false))
        // A second import may add the missing PhotoMaker weights.
        guard !isThere || photoMaker != nil && Self.isModel(target) && PhotoMakerFile.find(in: target) == nil else {
            throw .invalidRequest([
                RequestProblem(
                    field: "name", message: "is “\(name)”, which is there already; choose another or remove that model")
            ])
        }
        removeStaleDrafts()
        // Built beside its final folder and moved there when everything is right.
        let draft = imports.appending(path: ".\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: draft) }
        try reportingPortraitErrors {
            try ModelImport(source: source, photoMaker: photoMaker.map { URL(fileURLWithPath: $0) }, merges: merges)
                .build(draft)
        }
        guard !isThere || Self.weights(in: draft) == Self.weights(in: target) else {
            throw .invalidRequest([
                RequestProblem(
                    field: "name",
                    message:
                        "is “\(name)”, which has other weights, or the same ones in another place; choose another name")
            ])
        }
        let draftPath = draft.path(percentEncoded: false)
        if let wrong = try await verify(draftPath).first(where: { $0.problem != nil }) {
            let problem = (wrong.problem ?? "").replacingOccurrences(of: draftPath, with: "")
            throw .badData("\(wrong.component): \(problem)")
        }
        if Task.isCancelled { throw .cancelled }
        return try reportingPortraitErrors {
            if isThere {
                _ = try FileManager.default.replaceItemAt(target, withItemAt: draft)
            } else {
                try FileManager.default.moveItem(at: draft, to: target)
            }
            return try Self.summary(target)
        }
    }

    package func removeModel(_ name: String) async throws(PortraitError) {
        let target = imports.appending(path: name, directoryHint: .isDirectory)
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), Self.isModel(target) else {
            throw .notFound("there is no imported model “\(name)”", advice: .chooseModel)
        }
        do {
            // Moved out of the list first: removing the files may take a while or stop half way.
            let gone = imports.appending(path: ".\(UUID().uuidString)", directoryHint: .isDirectory)
            try FileManager.default.moveItem(at: target, to: gone)
            try FileManager.default.removeItem(at: gone)
        } catch {
            throw .badData("the model “\(name)” cannot be removed: \(error.localizedDescription)")
        }
    }

    /// The targets of a model's links, without PhotoMaker's.
    private static func weights(in folder: URL) -> Set<String> {
        let names = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
        return Set(
            (names?.compactMap { $0 as? String } ?? []).filter { !$0.hasPrefix("photomaker/") }.compactMap {
                try? FileManager.default.destinationOfSymbolicLink(
                    atPath: folder.appending(path: $0).path(percentEncoded: false))
            })
    }

    private static func isModel(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: "model_index.json").path(percentEncoded: false))
    }

    /// Removes leftovers of killed imports: hidden folders that are a day old, since a running import is younger.
    private func removeStaleDrafts() {
        let path = imports.path(percentEncoded: false)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            guard name.hasPrefix("."), UUID(uuidString: String(name.dropFirst())) != nil else { continue }
            let draft = imports.appending(path: name)
            let attributes = try? FileManager.default.attributesOfItem(atPath: draft.path(percentEncoded: false))
            guard let changed = attributes?[.modificationDate] as? Date, changed.timeIntervalSinceNow < -86_400 else {
                continue
            }
            try? FileManager.default.removeItem(at: draft)
        }
    }

    /// A model's row in the list, also for a model that cannot be used.
    private static func listed(_ url: URL) -> ModelSummary {
        do {
            return try summary(url)
        } catch {
            return ModelSummary(
                name: url.lastPathComponent, path: url.path(percentEncoded: false), parameters: 0, bytes: 0,
                nativeSize: ImageSize(width: 0, height: 0), isDefault: url.lastPathComponent == defaultName,
                problem: error.description)
        }
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
            var summary = ModelSummary(
                name: url.lastPathComponent, publishedName: profile.name, path: url.path(percentEncoded: false),
                parameters: parameters, bytes: bytes, nativeSize: profile.defaults.size,
                isDefault: url.lastPathComponent == defaultName,
                styles: profile.styles.map(\.name))
            summary.vocabulary = profile.vocabulary
            return summary
        }
    }
}

extension UNetConfiguration {
    /// Both sides of a painted picture must be multiples of this, in pixels.
    func cell(with vae: VAEConfiguration) -> Int { vae.scale << (blocks.count - 1) }
}
