import Checkpoints
import Foundation
import PortraitEngine
import TestSupport
import Testing

@Suite("The files that a model is loaded from")
struct LoadedFilesTests {
    private static let own = [
        "model_index.json", "narcis.json", "scheduler/scheduler_config.json", "photomaker/config.json",
        "photomaker/photomaker.bin", "tokenizer/tokenizer_config.json", "tokenizer/vocab.json", "tokenizer/merges.txt",
        "tokenizer_2/bpe_simple_vocab_16e6.txt.gz", "unet/config.json",
        "unet/diffusion_pytorch_model.safetensors.index.json", "unet/part-1.safetensors", "unet/part-2.safetensors",
        "vae/config.json", "vae/diffusion_pytorch_model.fp16.safetensors", "text_encoder/config.json",
        "text_encoder/model.safetensors", "text_encoder_2/config.json", "text_encoder_2/model.safetensors",
    ]
    private static let strays = [
        "README.md", "notes.txt", "vocabulary.json", "SHA256SUMS", "checkpoint.safetensors",
        "tokenizer/special_tokens_map.json",
        "tokenizer_2/special_tokens_map.json", "unet/part-3.safetensors", "unet/notes.txt",
        "unet/diffusion_pytorch_model.fp16.safetensors", "vae/diffusion_pytorch_model.bin", "text_encoder/model.bin",
    ]

    private func write(_ names: [String], to folder: URL, index: String = "part-2") throws {
        for name in names {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            let map = #"{"weight_map":{"a":"part-1.safetensors","b":"part-1.safetensors","c":"\#(index).safetensors"}}"#
            try Data(map.utf8).write(to: file)
        }
    }

    @Test("weights by their order of choice, all parts of an index, tokenizers in both forms, and nothing else")
    func names() async throws {
        try await withTemporaryFolder { folder in
            try write(Self.own + Self.strays, to: folder)
            let places = try LoadedFiles.files(in: folder)
            #expect(places.keys.sorted() == Self.own.sorted())
            #expect(places.allSatisfy { $0.value.path.hasSuffix("/" + $0.key) })
        }
    }

    @Test("one file for all components counts where a component has none of its own")
    func singleFile() async throws {
        try await withTemporaryFolder { folder in
            let weights = Self.own.filter { $0.hasPrefix("text_encoder") && $0.hasSuffix("safetensors") }
            try write(Self.own.filter { !weights.contains($0) } + ["checkpoint.bin"], to: folder)
            let names = Set(try LoadedFiles.files(in: folder).keys)
            #expect(names == Set(Self.own).subtracting(weights).union(["checkpoint.bin"]))
        }
    }

    @Test("an index that leads out of its folder is refused")
    func outside() async throws {
        try await withTemporaryFolder { folder in
            try write(Self.own, to: folder, index: "../part-2")
            let error = #expect(throws: CheckpointError.self) { _ = try LoadedFiles.files(in: folder) }
            #expect(error?.reason == .forbidden)
        }
    }
}
