import Checkpoints
import Diffusion
import FileAccess
import Foundation
import PortraitDomain
import Tokenizers

/// Makes a model folder of a diffusers folder or of SDXL in one file, with PhotoMaker's weights beside it.
///
/// Weights are linked, small files copied. Architecture, tokenizers and schedule of a single file come from files
/// beside it in the diffusers layout where there are any, else from SDXL's base model.
struct ModelImport {
    let source: URL
    let photoMaker: URL?
    /// CLIP's published merges.
    let merges: URL?

    private static let weightEndings: Set = ["safetensors", "ckpt", "bin", "pt", "pth"]
    private static let largestCopy = 64 << 20
    private static let mostFiles = 1000
    private static let deepestFolder = 3

    /// The name of a model where none is given.
    static func name(of source: URL) -> String {
        weightEndings.contains(source.pathExtension)
            ? source.deletingPathExtension().lastPathComponent : source.lastPathComponent
    }

    func build(_ folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if exists(source.appending(path: "model_index.json")) {
            try take(source, into: folder)
        } else if Self.weightEndings.contains(source.pathExtension), exists(source) {
            try buildFromSingleFile(folder)
        } else {
            throw PortraitError.notFound(notAModel)
        }
        guard let photoMaker else { return }
        guard exists(photoMaker), Self.weightEndings.contains(photoMaker.pathExtension) else {
            throw PortraitError.notFound(
                "\(photoMaker.path(percentEncoded: false)) is not there or no .bin or .safetensors file")
        }
        let directory = folder.appending(path: "photomaker", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path(percentEncoded: false)) {
            try FileManager.default.removeItem(at: directory.appending(path: name))
        }
        try link(photoMaker, to: directory.appending(path: "photomaker.\(Self.ending(photoMaker))"))
        let configuration = photoMaker.deletingLastPathComponent().appending(path: "config.json")
        // Only in a folder of its own is a config.json PhotoMaker's.
        let isOwnFolder = configuration.deletingLastPathComponent().lastPathComponent == "photomaker"
        if isOwnFolder, exists(configuration) { try copy(configuration, to: directory.appending(path: "config.json")) }
        // The folder's hashes are of its own PhotoMaker, not of this one.
        try keepHashes(in: folder) { !$0.hasPrefix("photomaker/") }
    }

    private var notAModel: String {
        let path = source.path(percentEncoded: false)
        if exists(source) {
            return "\(path) is not a model: neither a folder with model_index.json nor a .safetensors or .ckpt file"
        }
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
            return "there is no file or folder \(path)"
        }
        return "\(path) is a link that leads nowhere (to \(target))"
    }

    private func buildFromSingleFile(_ folder: URL) throws {
        let checkpoint = try SDXLCheckpoint(WeightFiles.open(source.path(percentEncoded: false)))
        try link(source, to: folder.appending(path: "\(SDXLFolder.singleFileStem).\(Self.ending(source))"))
        let beside = source.deletingLastPathComponent()
        let known = SDXLBaseConfiguration(
            predictsVelocity: checkpoint.marks.predictsVelocity ?? false,
            hasZeroTerminalSNR: checkpoint.marks.hasZeroTerminalSNR)
        for (name, text) in known.files {
            let target = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            if exists(beside.appending(path: name)) {
                try copy(beside.appending(path: name), to: target)
            } else {
                try Data(text.utf8).write(to: target)
            }
        }
        for name in ["tokenizer", "tokenizer_2"] {
            try takeVocabulary(from: beside.appending(path: name), into: folder.appending(path: name))
        }
    }

    private func takeVocabulary(from beside: URL, into folder: URL) throws {
        for files in [["vocab.json", "merges.txt"], [CLIPTokenizer.wholeFileName]]
        where files.allSatisfy({ exists(beside.appending(path: $0)) }) {
            for name in files { try copy(beside.appending(path: name), to: folder.appending(path: name)) }
            return
        }
        guard let merges, exists(merges) else {
            throw PortraitError.notFound("a model in one file needs CLIP's vocabulary", advice: .runSetUp)
        }
        try copy(merges, to: folder.appending(path: CLIPTokenizer.publishedMergesName))
    }

    /// Takes every file of a diffusers folder: weights as links, the rest as copies.
    private func take(_ source: URL, into folder: URL, depth: Int = 1) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: source.path(percentEncoded: false)).sorted()
        guard names.count <= Self.mostFiles else {
            throw PortraitError.badData("\(source.path(percentEncoded: false)) has too many files for a model")
        }
        for name in names where !name.hasPrefix(".") {
            try Task.checkCancellation()
            let file = source.appending(path: name).resolvingSymlinksInPath()
            let target = folder.appending(path: name)
            // The link's own ending: the files of a download cache are named by their hashes.
            let ending = target.pathExtension
            if isFolder(file) {
                guard depth < Self.deepestFolder else { continue }
                try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
                try take(file, into: target, depth: depth + 1)
            } else if Self.weightEndings.contains(ending) {
                try link(file, to: target)
            } else if ["json", "txt", "gz", "md"].contains(ending) || name == "SHA256SUMS" {
                try copy(file, to: target)
            }
        }
        // Files that were not taken are missing on purpose.
        if depth == 1 { try keepHashes(in: folder) { exists(folder.appending(path: $0)) } }
    }

    /// Keeps the lines of `SHA256SUMS` whose files satisfy a condition.
    private func keepHashes(in folder: URL, where isMeant: (String) -> Bool) throws {
        let sums = folder.appending(path: "SHA256SUMS")
        guard exists(sums) else { return }
        let bytes = try BoundedFile.contents(of: sums.path(percentEncoded: false), limit: Self.largestCopy)
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let kept = lines.filter { line in
            guard let name = FileHash.listed(line)?.name else { return true }
            return FileHash.isInside(name) && isMeant(name)
        }
        try Data((kept.joined(separator: "\n") + "\n").utf8).write(to: sums, options: .atomic)
    }

    /// The ending under which the weights are looked for: every PyTorch zip is a `.bin`.
    private static func ending(_ file: URL) -> String {
        file.pathExtension == "safetensors" ? "safetensors" : "bin"
    }

    /// Links to the file itself: a relative link would dangle in another folder.
    private func link(_ file: URL, to target: URL) throws {
        try FileManager.default.createSymbolicLink(
            at: target, withDestinationURL: file.standardizedFileURL.resolvingSymlinksInPath())
    }

    private func copy(_ file: URL, to target: URL) throws {
        let path = file.path(percentEncoded: false)
        do {
            try Data(BoundedFile.contents(of: path, limit: Self.largestCopy)).write(to: target)
        } catch let error as FileError {
            throw PortraitError.badData("\(path) cannot be imported: \(error)")
        }
    }

    private func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) }

    private func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
