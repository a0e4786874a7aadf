import Foundation
import Schedulers
import TestSupport
import Testing
import Torch
import TorchTestSupport

@testable import Diffusion

/// Files and sizes that no model has: each is refused in words, and none of them ends the program.
@Suite("Foreign configurations and sizes")
struct ForeignDataTests {
    private func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            for name in ["unet", "scheduler"] {
                try FileManager.default.createDirectory(
                    at: folder.appending(path: name), withIntermediateDirectories: true)
            }
            return try body(folder)
        }
    }

    /// The published UNet with one other number.
    private func unet(_ key: String, _ value: Int) throws -> UNetConfiguration {
        let text = try #require(SDXLBaseConfiguration().files["unet/config.json"])
        let changed = text.replacingOccurrences(
            of: "\"\(key)\": [0-9]+", with: "\"\(key)\": \(value)", options: .regularExpression)
        return try withFolder { folder in
            let file = folder.appending(path: "unet/config.json")
            try Data(changed.utf8).write(to: file)
            return try UNetConfiguration.read(file)
        }
    }

    @Test("sizes are bounded before anything is computed with them")
    func overflow() throws {
        #expect(try unet("sample_size", 64).sampleSize == 64)
        let wrong: [(String, Int)] = [
            ("addition_time_embed_dim", .max), ("addition_time_embed_dim", .min), ("addition_time_embed_dim", 0),
            ("projection_class_embeddings_input_dim", .max), ("projection_class_embeddings_input_dim", 1536),
            ("sample_size", 4_611_686_018_427_387_904), ("sample_size", -1), ("sample_size", 0),
            ("in_channels", .max), ("out_channels", 0), ("cross_attention_dim", .max),
        ]
        for (key, value) in wrong {
            #expect(throws: ModelError.self, "\(key) \(value)") { try unet(key, value) }
        }
    }

    @Test("what changes a result and no weight's shape is refused instead of ignored")
    func silentChanges() throws {
        func read<Value>(_ file: String, adding line: String, _ read: (URL) throws(ModelError) -> Value) throws -> Value
        {
            let text = try #require(SDXLBaseConfiguration().files[file])
            return try withFolder { folder in
                let place = folder.appending(path: "unet/config.json")
                try Data(("{" + line + "," + text.dropFirst()).utf8).write(to: place)
                return try read(place)
            }
        }
        for line in [#""latents_mean": null"#, #""latents_std": null"#] {
            #expect(try read("vae/config.json", adding: line, VAEConfiguration.read).latentChannels == 4)
        }
        for line in [#""latents_mean": [0, 0, 0, 0]"#, #""latents_std": [1, 1, 1, 1]"#] {
            #expect(throws: ModelError.self) { try read("vae/config.json", adding: line, VAEConfiguration.read) }
        }
        #expect(
            try read("unet/config.json", adding: #""resnet_skip_time_act": false"#, UNetConfiguration.read)
                .contextWidth == 2048)
        let lines = [
            #""resnet_skip_time_act": true"#, #""timestep_post_act": "silu""#,
            #""mid_block_only_cross_attention": true"#,
        ]
        for line in lines {
            #expect(throws: ModelError.self, "\(line)") {
                try read("unet/config.json", adding: line, UNetConfiguration.read)
            }
        }
    }

    @Test("a configuration behind a link is read, one behind a link to a device is not")
    func links() throws {
        try withFolder { folder in
            let text = try #require(SDXLBaseConfiguration().files["unet/config.json"])
            let blob = folder.appending(path: "blob"), link = folder.appending(path: "unet/config.json")
            try Data(text.utf8).write(to: blob)
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "../blob")
            #expect(try UNetConfiguration.read(link).contextWidth == 2048)

            try FileManager.default.removeItem(at: link)
            let scheduler = folder.appending(path: "scheduler/scheduler_config.json")
            for file in [link, scheduler] {
                try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "/dev/zero")
            }
            let error = #expect(throws: ModelError.self) { try UNetConfiguration.read(link) }
            #expect(error?.description == "unet/config.json cannot be read: it is not a regular file")
            #expect(throws: ModelError.self) { try SDXLFolder(folder).schedulerConfiguration() }
            try FileManager.default.removeItem(at: scheduler)
            try Data(count: (1 << 20) + 1).write(to: scheduler)
            #expect(throws: ModelError.self) { try SDXLFolder(folder).schedulerConfiguration() }
        }
    }

    @Test("a prompt of another length than the text encoder's is refused")
    func promptLength() throws {
        let encoder = try TinyModels.text("text")
        for count in [0, 1, encoder.configuration.positions + 1] {
            #expect(throws: TorchError.self) { try encoder([[Int](repeating: 0, count: count)]) }
        }
    }

    @Test("rows of latents and of prompts that do not go together are refused")
    func rows() throws {
        let run = try TinyRun()
        let conditioning = try run.conditioning(run.positive)
        #expect(throws: TorchError.self) { try run.unet(run.noise, timestep: 500, conditioning) }
        #expect(throws: TorchError.self) { try run.unet(.zeros([4]), timestep: 500, conditioning) }
        #expect(throws: TorchError.self) {
            try run.unet.prepare(context: run.positive.context, pooled: run.positive.pooled, timeIds: [])
        }
        let scheduler = try Scheduler(.euler, spacing: .leading(stepsOffset: 1), stepCount: 2)
        for scale in [5.0, 1] {
            #expect(throws: TorchError.self) {
                _ = try run.latents(scheduler, scale: scale, from: run.noise.repeated(4))
            }
        }
    }
}
