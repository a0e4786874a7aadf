import Foundation
import JSON
import Support
import TestSupport
import Testing

@testable import Checkpoints

/// Mutated files may be read or refused; a crash, a hang or endless memory ends the process and so the test.
@Suite("Fuzz: checkpoints")
struct FuzzTests {
    /// Opens and, where that succeeds, looks at every byte of every tensor.
    private func read(_ archive: some WeightArchive) throws -> Int {
        try archive.records.keys.reduce(0) { sum, name in
            try archive.copy(of: name).reduce(into: sum) { $0 &+= Int($1) }
        }
    }

    /// - Returns: how many mutations were refused.
    private func fuzz(
        _ original: [UInt8], rounds: Int, named name: String, open: (String) throws -> any WeightArchive
    ) throws -> Int {
        var refused = 0
        try withTemporaryFolder { folder in
            let url = folder.appending(path: name)
            try Fuzz.mutations(of: original, rounds: Fuzz.rounds(rounds)) { bytes in
                try Data(bytes).write(to: url)
                do {
                    _ = try read(open(url.path(percentEncoded: false)))
                } catch let error as CheckpointError {
                    #expect(!error.message.isEmpty)
                    refused += 1
                }
            }
        }
        return refused
    }

    @Test("safetensors files", arguments: ["types.safetensors", "state.safetensors"])
    func safetensorsFiles(name: String) throws {
        let refused = try fuzz(Fixture.bytes(name), rounds: 500, named: name) { try SafetensorsFile(path: $0) }
        #expect(refused > 0)
    }

    @Test("safetensors headers alone")
    func headers() throws {
        let original = Array(try Fixture.bytes("types.safetensors").dropFirst(8).prefix { $0 != 0 })
        try Fuzz.mutations(of: original, rounds: Fuzz.rounds(1000)) { text in
            let file = little(UInt64(text.count)) + text + [UInt8](repeating: 0, count: 300)
            do {
                let header = try file.withUnsafeBytes { buffer in try SafetensorsHeader(buffer, file: "fuzz") }
                #expect(header.ranges.values.allSatisfy { $0.upperBound <= file.count })
            } catch let error as CheckpointError {
                #expect(!error.message.isEmpty)
            }
        }
    }

    @Test("sharded indices")
    func indices() throws {
        let folder = try Fixture.path("sharded")
        let original = try Fixture.bytes("sharded/model.safetensors.index.json")
        try withTemporaryFolder { copy in
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: copy.path + "/" + name)
            }
            let url = copy.appending(path: "fuzz.index.json")
            try Fuzz.mutations(of: original, rounds: Fuzz.rounds(300)) { bytes in
                try Data(bytes).write(to: url)
                do {
                    _ = try read(ShardedSafetensors(indexPath: url.path))
                } catch let error as CheckpointError {
                    #expect(!error.message.isEmpty)
                }
            }
        }
    }

    @Test("JSON")
    func json() throws {
        let text =
            #"{"a":[1,-2.5e3,true,null,"é\u00e9\ud83c\udfa8\n"],"b":{"c":{"d":[[[[]]]]}},"e":"","f":123456789012}"#
        try Fuzz.mutations(of: Array(text.utf8), rounds: Fuzz.rounds(3000)) { bytes in
            do {
                _ = try bytes.withUnsafeBytes { buffer in try JSONParser.parse(buffer, limits: .configuration) }
            } catch let error as JSONError {
                #expect(error.offset <= bytes.count)
            }
        }
    }

    @Test("PyTorch zips", arguments: ["state.bin", "photomaker.bin", "zip64.bin", "command.bin"])
    func zips(name: String) throws {
        let refused = try fuzz(Fixture.bytes(name), rounds: 250, named: name) { try PyTorchFile(path: $0) }
        #expect(refused > 0)
    }

    @Test("pickles alone")
    func pickles() throws {
        let file = try Fixture.bytes("state.bin")
        let range = try file.withUnsafeBytes { buffer in
            try #require(try ZipDirectory(buffer, file: "state.bin").entries["state/data.pkl"])
        }
        try Fuzz.mutations(of: Array(file[range]), rounds: Fuzz.rounds(1500)) { bytes in
            do {
                _ = try bytes.withUnsafeBytes { buffer in try StateDictionary(PickleMachine.run(buffer)) }
            } catch let error as PickleError {
                #expect(!error.message.isEmpty)
            }
        }
    }

    @Test("random opcodes")
    func opcodes() throws {
        let codes = Array(".(NJKMGX)]}taesuqrhjcQRb".utf8) + [0x80, 0x88, 0x89, 0x8A, 0x85, 0x86, 0x87]
        var random = SeededRandom(seed: 5)
        for _ in 0..<Fuzz.rounds(3000) {
            let program = (0..<60).map { _ in
                Bool.random(using: &random)
                    ? codes.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...3, using: &random)
            }
            do {
                _ = try program.withUnsafeBytes { buffer in try StateDictionary(PickleMachine.run(buffer)) }
            } catch let error as PickleError {
                #expect(!error.message.isEmpty)
            }
        }
    }

    @Test("SDXL in one file")
    func single() throws {
        // Mutations go to the header, where the names and shapes are.
        let file = try Fixture.bytes("sdxl/tiny.safetensors")
        let count = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let data = file[(8 + count)...]
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "fuzz.safetensors")
            try Fuzz.mutations(of: Array(file[8..<8 + count]), rounds: Fuzz.rounds(25)) { header in
                try Data(little(UInt64(header.count)) + header + data).write(to: url)
                do {
                    let checkpoint = try SDXLCheckpoint(SafetensorsFile(path: url.path))
                    for component in SDXLComponent.allCases { _ = try read(checkpoint.component(component)) }
                } catch let error as CheckpointError {
                    #expect(!error.message.isEmpty)
                }
            }
        }
    }

    @Test("names of an SDXL file")
    func names() throws {
        let rules = LDMNames.unet(layersPerBlock: 2) + LDMNames.vae(levels: 4) + LDMNames.secondTextEncoder
        let original = Array("input_blocks.4.0.op.bias.output_blocks.8.1.middle_block.999.decoder.up.3.block.0.q".utf8)
        Fuzz.mutations(of: original, rounds: Fuzz.rounds(2000)) { bytes in
            let words = String(decoding: bytes, as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false)
            for start in words.indices { _ = rules.firstResult { $0.apply(words[start...]) } }
        }
    }
}
