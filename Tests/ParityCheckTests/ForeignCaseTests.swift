import Foundation
import ParityCheck
import PortraitDomain
import Testing

/// Cases that no pipeline recorded: each is refused in words, and none of them ends the program.
@Suite("Foreign recorded cases")
struct ForeignCaseTests {
    struct Input: CustomTestStringConvertible, Sendable {
        var folder: String
        var tensor: String
        var shape: [Int]
        var value: Float = 0

        var testDescription: String { "\(folder): \(tensor) \(shape) of \(value)" }
    }

    static let inputs = [
        Input(folder: "text", tensor: "ids", shape: [4, 77], value: .nan),
        Input(folder: "text", tensor: "ids", shape: [4, 77], value: .infinity),
        Input(folder: "text", tensor: "ids", shape: [4, 77], value: 0.5),
        Input(folder: "text", tensor: "ids", shape: [4, 77], value: -1),
        Input(folder: "text", tensor: "ids", shape: []), Input(folder: "text", tensor: "ids", shape: [308]),
        Input(folder: "text", tensor: "ids", shape: [4, 5]), Input(folder: "text", tensor: "ids", shape: [0, 77]),
        Input(folder: "unet", tensor: "sample", shape: []), Input(folder: "unet", tensor: "sample", shape: [2, 4]),
        Input(folder: "unet", tensor: "sample", shape: [3, 4, 12, 16]),
        Input(folder: "unet", tensor: "sample", shape: [2, 4, 12, 16], value: .nan),
        Input(folder: "unet", tensor: "context", shape: []), Input(folder: "unet", tensor: "pooled", shape: [2]),
        Input(folder: "unet", tensor: "time_ids", shape: [2, 5]),
        Input(folder: "vae", tensor: "pixels", shape: [48]), Input(folder: "vae", tensor: "input_latents", shape: []),
        Input(folder: "differential", tensor: "original_image", shape: [2, 3, 56, 72]),
        Input(folder: "differential", tensor: "original_image", shape: [3, 56, 72]),
        Input(folder: "differential", tensor: "noise", shape: [2, 4, 7, 9]),
        Input(folder: "differential", tensor: "keep_map", shape: [2, 56, 72]),
        Input(folder: "photomaker", tensor: "initial_noise", shape: [2, 4, 7, 9]),
        Input(folder: "photomaker", tensor: "initial_noise", shape: []),
        Input(folder: "photomaker", tensor: "id_embeds", shape: [2, 512], value: .nan),
    ]

    private func check(_ folder: URL) async throws -> CaseReport {
        try await EngineCaseChecker().check(directory: folder.path)
    }

    @Test("inputs of another rank, other rows or values that are no numbers", arguments: inputs)
    func refused(_ input: Input) async throws {
        let copy = try RecordedCaseTests.Copy()
        try copy.put(input)
        let folder = copy.folder.appending(path: input.folder)
        let error = await #expect(throws: PortraitError.self) { _ = try await check(folder) }
        #expect(try !#require(error).description.isEmpty)
    }

    @Test("steps without an axis for them do not pass")
    func steps() async throws {
        let copy = try RecordedCaseTests.Copy()
        try copy.put(Input(folder: "photomaker", tensor: "latents_by_step", shape: []))
        let report = try await check(copy.folder.appending(path: "photomaker"))
        #expect(!report.passed)
    }

    @Test("as many steps as a file without bytes can claim are one failing row", .timeLimit(.minutes(20)))
    func claimedSteps() async throws {
        let copy = try RecordedCaseTests.Copy()
        for steps in [1_000_000_000_000, 2_305_843_009_213_693_952] {
            try copy.put(Input(folder: "photomaker", tensor: "latents_by_step", shape: [steps, 0]))
            let report = try await check(copy.folder.appending(path: "photomaker"))
            #expect(!report.passed && report.rows.count < 100)
        }
    }

    @Test("an empty trigger word, and a description that is a device")
    func descriptions() async throws {
        let copy = try RecordedCaseTests.Copy()
        let folder = copy.folder.appending(path: "photomaker"), file = folder.appending(path: "case.json")
        try copy.edit("photomaker/case.json") { $0["trigger_word"] = "" }
        let empty = await #expect(throws: PortraitError.self) { _ = try await check(folder) }
        #expect(try #require(empty).description.contains("trigger_word"))
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "/dev/zero")
        let device = await #expect(throws: PortraitError.self) { _ = try await check(folder) }
        #expect(try #require(device).description.contains("not a regular file"))
    }

    @Test("Ctrl-C stops a check", arguments: ["photomaker", "differential", "tokens", "text", "unet", "vae"])
    func cancellation(kind: String) async throws {
        let path = RecordedCaseTests.fixtures.appending(path: kind).path
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await EngineCaseChecker().check(directory: path)
        }
        task.cancel()
        await #expect(throws: PortraitError.cancelled) { _ = try await task.value }
    }
}

extension RecordedCaseTests.Copy {
    /// A tensor in the header of a safetensors file; the file's own texts have none of these keys.
    private struct Entry: Decodable {
        var dtype: String?
        var shape: [Int]?
        var data_offsets: [Int]?
    }

    /// Puts a float32 tensor of one value throughout in the place of a recorded one, or beside the others.
    func put(_ input: ForeignCaseTests.Input) throws {
        let url = folder.appending(path: "\(input.folder)/expected.safetensors")
        let file = [UInt8](try Data(contentsOf: url))
        let start = 8 + file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = try JSONDecoder().decode([String: Entry].self, from: Data(file[8..<start]))
        var entries: [String] = []
        var data: [UInt8] = []
        func add(_ name: String, _ type: String, _ shape: [Int], _ bytes: [UInt8]) {
            let range = "[\(data.count),\(data.count + bytes.count)]"
            entries.append(#""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(range)}"#)
            data += bytes
        }
        for (name, entry) in header where name != input.tensor {
            guard let type = entry.dtype, let shape = entry.shape, let offsets = entry.data_offsets else { continue }
            add(name, type, shape, Array(file[start + offsets[0]..<start + offsets[1]]))
        }
        let values = [Float](repeating: input.value, count: input.shape.reduce(1, *))
        add(input.tensor, "F32", input.shape, values.withUnsafeBytes { Array($0) })
        let text = Array("{\(entries.joined(separator: ","))}".utf8)
        let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
        try Data(length + text + data).write(to: url)
    }
}
