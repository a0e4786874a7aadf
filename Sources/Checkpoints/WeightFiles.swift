/// Finds and opens weights by the names that diffusers and transformers give their files.
package enum WeightFiles {
    /// Names of a component's weights without their endings, in the order in which they are looked for.
    package static let componentStems = ["diffusion_pytorch_model", "model", "pytorch_model"]
    private static let variants = ["", ".bf16", ".fp16"]

    /// Opens a safetensors file, the index of several, or a PyTorch zip.
    package static func open(_ path: String) throws(CheckpointError) -> any WeightArchive {
        if path.hasSuffix(".json") { return try ShardedSafetensors(indexPath: path) }
        let isPickle = [".bin", ".pt", ".pth", ".ckpt"].contains { path.hasSuffix($0) }
        return isPickle ? try PyTorchFile(path: path) : try SafetensorsFile(path: path)
    }

    /// The names of all files that ``open(_:)`` reads for these weights: the file itself, and those that an index
    /// names.
    package static func fileNames(of path: String) throws(CheckpointError) -> Set<String> {
        let parts = path.hasSuffix(".json") ? try ShardedSafetensors.fileNames(indexPath: path) : []
        return parts.union([FilePaths.lastComponent(of: path)])
    }

    /// The weights in a component's folder: safetensors before PyTorch zips, full precision before the variants
    /// of half precision, one file before several. Nil where there are none.
    package static func find(in folder: String, stems: [String] = componentStems) -> String? {
        for endings in [safetensorsEndings, zipEndings] {
            for ending in endings {
                for stem in stems {
                    let path = FilePaths.join(folder, stem + ending)
                    if FilePaths.isFile(path) { return path }
                }
            }
        }
        return nil
    }

    private static var safetensorsEndings: [String] {
        // Where the variant's name goes in an index has changed over the years.
        variants.flatMap { variant in
            [
                "\(variant).safetensors", ".safetensors.index\(variant).json", "\(variant).safetensors.index.json",
            ]
        }
    }

    private static var zipEndings: [String] { variants.map { "\($0).bin" } }

    /// - Throws: ``CheckpointError`` with reason `missing` where the folder has no weights.
    package static func openComponent(_ folder: String) throws(CheckpointError) -> any WeightArchive {
        if let path = find(in: folder) { return try open(path) }
        let isSharded = componentStems.contains { FilePaths.isFile(FilePaths.join(folder, $0 + ".bin.index.json")) }
        throw CheckpointError(
            isSharded ? .unsupported : .missing, file: folder,
            isSharded
                ? "the weights are PyTorch files in several parts; get them as safetensors."
                : "there are no weights: neither diffusion_pytorch_model nor model, as .safetensors or .bin.")
    }
}
