internal import Checkpoints
internal import Foundation
internal import PortraitDomain
internal import Torch
internal import TorchNN

/// A folder with a recorded computation: `case.json` says what was asked for, `expected.safetensors` what came out.
struct RecordedCase {
    struct Description: Decodable {
        var seed: UInt64?
        var prompt: String
        var negative_prompt: String?
        var trigger_word: String?
        var steps: Int
        var start_merge_step: Int?
        var guidance_scale: Double
        var strength: Double?
        var height: Int
        var width: Int
        var id_images: [String]?
        var base: String?
        var photomaker: String?
        var lora_scale: Double?
    }

    let folder: URL
    let description: Description
    private let expected: SafetensorsFile

    init(directory: String) throws {
        folder = URL(fileURLWithPath: directory, isDirectory: true).standardizedFileURL
        guard FileManager.default.fileExists(atPath: folder.path) else {
            throw PortraitError.notFound("there is no folder \(directory)")
        }
        let file = folder.appending(path: "case.json")
        guard let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int else {
            throw PortraitError.notFound("\(directory) is not a recorded case: it has no case.json")
        }
        guard size <= 1 << 20, let data = try? Data(contentsOf: file),
            let description = try? JSONDecoder().decode(Description.self, from: data)
        else { throw PortraitError.badData("case.json of \(directory) does not have the form of a recorded case") }
        guard (1...150).contains(description.steps), description.width % 8 == 0, description.height % 8 == 0,
            (8...4096).contains(description.width), (8...4096).contains(description.height)
        else { throw PortraitError.badData("case.json of \(directory) asks for impossible steps or sizes") }
        self.description = description
        expected = try SafetensorsFile(path: folder.appending(path: "expected.safetensors").path)
    }

    /// `differential` where a map was recorded, else `photomaker`.
    var kind: String { has("keep_map") ? "differential" : "photomaker" }

    var base: URL {
        folder.appending(path: description.base ?? "base", directoryHint: .isDirectory).standardizedFileURL
    }

    /// original size, crop, target size
    var timeIds: [Double] {
        let height = Double(description.height), width = Double(description.width)
        return [height, width, 0, 0, height, width]
    }

    var tensorNames: Set<String> { Set(expected.records.keys) }

    func has(_ name: String) -> Bool { expected.records[name] != nil }

    /// A recorded tensor, as float32.
    func tensor(_ name: String) throws -> Tensor {
        guard let tensor = try expected.tensor(named: name) else {
            throw PortraitError.badData("the recorded case has no tensor \(name), which it needs as an input")
        }
        return try tensor.to(kind: .float32)
    }
}
