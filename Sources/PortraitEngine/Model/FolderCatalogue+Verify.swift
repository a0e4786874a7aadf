import Checkpoints
import Diffusion
import FileAccess
import Foundation
import PhotoMaker
package import PortraitDomain
import Torch

extension FolderCatalogue {
    package func verify(_ model: String) async throws(PortraitError) -> [ModelCheck] {
        let folder = try folder(of: model)
        return try reportingPortraitErrors { try Self.componentChecks(folder) + Self.hashChecks(folder) }
    }

    /// Loads every part; Ctrl-C stops between two.
    private static func componentChecks(_ folder: URL) throws -> [ModelCheck] {
        let files = SDXLFolder(folder)
        // In the stored type nothing is copied: checking a large model needs little memory.
        func placement(_ component: SDXLComponent) throws -> Placement {
            Placement(kind: try files.storedKind(component), device: .cpu)
        }
        func textEncoders() throws -> TextEncoders { try files.textEncoders(placement(.textEncoder)) }
        var parts: [(String, () throws -> Void)] = [
            ("unet", { _ = try files.unet(placement(.unet)) }), ("vae", { _ = try files.vae(placement(.vae)) }),
            ("text_encoder", { _ = try textEncoders() }),
            ("tokenizer", { _ = try PromptEncoder(folder: folder, encoders: textEncoders()) }),
            ("scheduler", { _ = try files.schedulerConfiguration() }),
            // Files that cannot be read are the problem of their own parts.
            (
                "training marks",
                {
                    guard let scheduler = try? files.schedulerConfiguration(), (try? files.weights(.unet)) != nil
                    else { return }
                    try files.requireMarks(agreeWith: scheduler)
                }
            ),
        ]
        let hasPhotoMaker = PhotoMakerFile.find(in: folder) != nil
        if hasPhotoMaker {
            parts.append(("photomaker", { _ = try ModelComponents(folder: folder, placement: placement(.unet)) }))
        }
        var checks: [ModelCheck] = []
        for (name, load) in parts {
            try Task.checkCancellation()
            do {
                try load()
                checks.append(ModelCheck(component: name, sha256: nil))
            } catch {
                let problem = PortraitError(engine: error)
                guard problem != .cancelled else { throw problem }
                checks.append(
                    ModelCheck(component: name, sha256: nil, problem: problem.description, advice: problem.advice))
            }
        }
        if !hasPhotoMaker {
            checks.append(
                ModelCheck(
                    component: "photomaker", sha256: nil,
                    remark: "no PhotoMaker weights: portraits need them", advice: .addPhotoMaker))
        }
        return checks
    }

    /// Hashes every file and compares with `SHA256SUMS`, where a model came with one.
    private static func hashChecks(_ folder: URL) throws -> [ModelCheck] {
        var files = FileHash.files(in: folder)
        var checks: [ModelCheck] = []
        var expected: [String: String] = [:]
        do {
            expected = try expectedHashes(folder)
        } catch {
            checks.append(
                ModelCheck(component: "SHA256SUMS", sha256: nil, problem: "it cannot be read: \(error)"))
        }
        // Listed files that no model needs, such as a license, are checked too.
        for name in expected.keys.sorted() where files[name] == nil {
            let url = folder.appending(path: name)
            if FileHash.isInside(name), FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) {
                files[name] = url
            } else {
                checks.append(ModelCheck(component: name, sha256: nil, problem: "the file is missing"))
            }
        }
        for (name, url) in files.sorted(by: { $0.key < $1.key }) {
            do {
                let hash = try FileHash.sha256(of: url)
                let isOther = expected[name].map { $0 != hash } ?? false
                checks.append(
                    ModelCheck(
                        component: name, sha256: hash,
                        problem: isOther ? "the file is not the one that the model came with" : nil))
            } catch let error as CancellationError {
                throw error
            } catch {
                let reason = (error as? ModelError)?.description ?? "the file is missing or not accessible"
                checks.append(ModelCheck(component: name, sha256: nil, problem: reason))
            }
        }
        return checks
    }

    /// Lines of a hash and a file's path inside the folder.
    private static func expectedHashes(_ folder: URL) throws(FileError) -> [String: String] {
        let path = folder.appending(path: "SHA256SUMS").path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        let text = String(decoding: try BoundedFile.contents(of: path, limit: 1 << 20), as: UTF8.self)
        var expected: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            if let listed = FileHash.listed(line) { expected[listed.name] = listed.sha256 }
        }
        return expected
    }
}
