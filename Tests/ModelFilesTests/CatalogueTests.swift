import Diffusion
import Foundation
import PortraitDomain
import TestSupport
import Testing
import Tokenizers
import Torch

@testable import PortraitEngine

@Suite("The catalogue of models")
struct CatalogueTests {
    /// A catalogue with the tiny model in it, imported from a file.
    private func withModel(_ body: (_ catalogue: FolderCatalogue, _ folder: URL) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let catalogue = FolderCatalogue(roots: [], imports: folder.appending(path: "models"))
            let file = try TinySDXL.write(to: folder.appending(path: "single"))
            _ = try await catalogue.importModel(at: file.path, name: "mine", photoMaker: nil)
            try await body(catalogue, folder)
        }
    }

    private func set(_ key: String, _ value: Int, in file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacingOccurrences(
            of: "\"\(key)\": [0-9]+", with: "\"\(key)\": \(value)", options: .regularExpression)
        #expect(changed != text)
        try Data(changed.utf8).write(to: file)
    }

    @Test("a model that cannot be used is listed with its problem, and the others as ever")
    func brokenModel() async throws {
        try await withModel { catalogue, folder in
            let other = try TinySDXL.write(to: folder.appending(path: "other"))
            _ = try await catalogue.importModel(at: other.path, name: "other", photoMaker: nil)
            try FileManager.default.removeItem(at: folder.appending(path: "single/tiny.safetensors"))
            let models = try await catalogue.models()
            #expect(models.map(\.name) == ["mine", "other"])
            #expect(models[0].problem?.contains("there are no weights") == true)
            #expect(models[1].problem == nil && models[1].parameters > 0)
            let problems = try await catalogue.verify("mine").filter { $0.problem != nil }.map(\.component)
            #expect(Set(problems).isSuperset(of: ["unet", "vae", "text_encoder", "checkpoint.safetensors"]))
        }
    }

    @Test("sizes that overflow are a problem in words")
    func overflow() async throws {
        try await withModel { catalogue, folder in
            let file = folder.appending(path: "models/mine/unet/config.json")
            try set("sample_size", 4_611_686_018_427_387_904, in: file)
            #expect(try await catalogue.models().first?.problem?.contains("sample_size") == true)
            let checks = try await catalogue.verify("mine")
            #expect(checks.first { $0.component == "unet" }?.problem?.contains("sample_size") == true)
        }
    }

    @Test("what a killed import left is not a model; once it is old, the next import clears it")
    func drafts() async throws {
        try await withModel { catalogue, folder in
            let models = folder.appending(path: "models")
            let old = models.appending(path: ".\(UUID().uuidString)")
            let young = models.appending(path: ".\(UUID().uuidString)")
            for draft in [old, young] {
                try FileManager.default.copyItem(at: models.appending(path: "mine"), to: draft)
            }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -200_000)], ofItemAtPath: old.path)
            #expect(try await catalogue.models().map(\.name) == ["mine"])
            let file = folder.appending(path: "single/tiny.safetensors").path
            _ = try await catalogue.importModel(at: file, name: "second", photoMaker: nil)
            #expect(!FileManager.default.fileExists(atPath: old.path))
            #expect(FileManager.default.fileExists(atPath: young.path))
        }
    }

    @Test("links are imported as what they lead to, whatever that is called")
    func links() async throws {
        try await withModel { catalogue, folder in
            // As a download cache has it: names are relative links to files called by their hashes.
            let blobs = folder.appending(path: "blobs"), snapshot = folder.appending(path: "snapshot")
            let source = folder.appending(path: "models/mine")
            try FileManager.default.createDirectory(at: blobs, withIntermediateDirectories: true)
            for (index, name) in FileHash.files(in: source).keys.sorted().enumerated() {
                let place = snapshot.appending(path: name)
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try FileManager.default.copyItem(
                    at: source.appending(path: name).resolvingSymlinksInPath(), to: blobs.appending(path: "\(index)"))
                let up = String(repeating: "../", count: name.split(separator: "/").count)
                try FileManager.default.createSymbolicLink(
                    atPath: place.path, withDestinationPath: "\(up)blobs/\(index)")
            }
            _ = try await catalogue.importModel(at: snapshot.path, name: "cached", photoMaker: nil)
            #expect(try await catalogue.models().allSatisfy { $0.problem == nil })

            let link = folder.appending(path: "single/link.safetensors")
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "tiny.safetensors")
            let model = try await catalogue.importModel(at: link.path, name: nil, photoMaker: nil)
            #expect(model.name == "link" && model.parameters > 0)
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: model.path + "/checkpoint.safetensors")
                    == folder.appending(path: "single/tiny.safetensors").path)
        }
    }

    @Test("SHA256SUMS of any size, and files that are devices, cost nothing")
    func hashes() async throws {
        try await withModel { catalogue, folder in
            let model = folder.appending(path: "models/mine")
            for name in ["SHA256SUMS", "endless.json"] {
                try FileManager.default.createSymbolicLink(
                    atPath: model.appending(path: name).path, withDestinationPath: "/dev/zero")
            }
            let problems = try await catalogue.verify("mine").filter { $0.problem != nil }
            #expect(problems.map(\.component) == ["SHA256SUMS", "endless.json"])
            #expect(problems.allSatisfy { $0.problem?.contains("not a regular file") == true })
        }
    }

    @Test("SHA256SUMS may list other files, in another way; an import keeps the lines of what it takes")
    func listedFiles() async throws {
        try await withModel { catalogue, folder in
            let model = folder.appending(path: "models/mine")
            try Data("free".utf8).write(to: model.appending(path: "LICENSE"))
            func hash(_ name: String) throws -> String { try FileHash.sha256(of: model.appending(path: name)) }
            let lines = [
                "\(try hash("LICENSE"))  LICENSE", "\(try hash("unet/config.json").uppercased()) *./unet/config.json",
            ]
            try Data(lines.joined(separator: "\n").utf8).write(to: model.appending(path: "SHA256SUMS"))
            let checks = try await catalogue.verify("mine")
            #expect(checks.compactMap(\.problem) == [] && checks.map(\.component).contains("LICENSE"))
            _ = try await catalogue.importModel(at: model.path, name: "second", photoMaker: nil)
            let kept = folder.appending(path: "models/second/SHA256SUMS")
            #expect(try String(contentsOf: kept, encoding: .utf8) == lines[1] + "\n")
            try Data((lines + ["00  ../../outside", "00  gone.txt"]).joined(separator: "\n").utf8)
                .write(to: model.appending(path: "SHA256SUMS"))
            let problems = try await catalogue.verify("mine").filter { $0.problem != nil }
            #expect(problems.map(\.component) == ["../../outside", "gone.txt"])
        }
    }

    @Test("the model that ships is what its hashes say, and can be imported")
    func embedded() async throws {
        let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Models")
        try await withTemporaryFolder { folder in
            let catalogue = FolderCatalogue(roots: [models], imports: folder)
            let checks = try await catalogue.verify("narcis-mini")
            #expect(checks.compactMap(\.problem) == [])
            _ = try await catalogue.importModel(
                at: models.appending(path: "narcis-mini").path, name: "again", photoMaker: nil)
            // A PhotoMaker of one's own takes the place of the model's, whose hashes it need not have.
            let other = folder.appending(path: "other/photomaker")
            try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
            for name in ["config.json", "photomaker.safetensors"] {
                var bytes = try Data(contentsOf: models.appending(path: "narcis-mini/photomaker/\(name)"))
                if name == "config.json" { bytes += Data("\n".utf8) }
                try bytes.write(to: other.appending(path: name))
            }
            _ = try await catalogue.importModel(
                at: models.appending(path: "narcis-mini").path, name: "replaced",
                photoMaker: other.appending(path: "photomaker.safetensors").path)
            for name in ["a\nb", "a\u{1B}b", "a\u{202E}b"] {
                await #expect(throws: PortraitError.self) {
                    try await catalogue.importModel(
                        at: models.appending(path: "narcis-mini").path, name: name, photoMaker: nil)
                }
            }
        }
    }

    @Test("Ctrl-C stops listing, checking and importing, and leaves nothing behind")
    func cancellation() async throws {
        try await withModel { catalogue, folder in
            let file = folder.appending(path: "single/tiny.safetensors").path
            let tasks: [@Sendable () async throws -> Void] = [
                { _ = try await catalogue.models() }, { _ = try await catalogue.verify("mine") },
                { _ = try await catalogue.importModel(at: file, name: "second", photoMaker: nil) },
            ]
            for work in tasks {
                let task = Task {
                    while !Task.isCancelled { await Task.yield() }
                    try await work()
                }
                task.cancel()
                await #expect(throws: PortraitError.cancelled) { try await task.value }
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "models").path)
            #expect(names == ["mine"])
        }
    }

    @Test("a tokenizer of another length than its text encoder is refused in words")
    func tokenizerLength() async throws {
        try await withModel { _, folder in
            let model = folder.appending(path: "models/mine")
            let encoders = try SDXLFolder(model).textEncoders(Placement(kind: .float32, device: .cpu))
            _ = try PromptEncoder(folder: model, encoders: encoders)
            try Data(#"{"pad_token":"!","model_max_length":64}"#.utf8)
                .write(to: model.appending(path: "tokenizer_2/tokenizer_config.json"))
            let expected = TokenizerError.otherLength(folder: "tokenizer_2", tokens: 64, encoder: 77)
            #expect(throws: expected) { try PromptEncoder(folder: model, encoders: encoders) }
            #expect(expected.description.contains("64") && expected.description.contains("max_position_embeddings"))
        }
    }
}
