import Checkpoints
import FileAccess
import Foundation
import PortraitDomain
import PortraitEngine
import Torch
import TorchNN

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
        /// The timesteps that the scheduler was given, where its own spacing was not used.
        var timesteps: [Double]?
    }

    /// The inputs of a case of one part of the model: models of real size are checked part by part.
    struct Part: Decodable {
        enum Kind: String, Decodable { case tokens, text, unet, vae }

        var kind: Kind
        var base: String?
        var prompts: [String]?
        var timestep: Double?
    }

    let folder: URL
    let description: Description
    /// Nil for the two pipelines.
    let part: Part?
    private let expected: SafetensorsFile

    init(directory: String) throws {
        folder = URL(fileURLWithPath: directory, isDirectory: true).standardizedFileURL
        guard FileManager.default.fileExists(atPath: folder.path) else {
            throw PortraitError.notFound("there is no folder \(directory)")
        }
        let file = folder.appending(path: "case.json")
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw PortraitError.notFound("\(directory) is not a recorded case: it has no case.json")
        }
        let data: Data
        do {
            data = Data(try BoundedFile.contents(of: file.path, limit: 1 << 20))
        } catch {
            throw PortraitError.badData("case.json of \(directory) cannot be read: \(error)")
        }
        part = try? JSONDecoder().decode(Part.self, from: data)
        let whole = try? JSONDecoder().decode(Description.self, from: data)
        guard let description = part.map(Description.init(part:)) ?? whole else {
            throw PortraitError.badData("case.json of \(directory) does not have the form of a recorded case")
        }
        guard (1...150).contains(description.steps), description.width % 8 == 0, description.height % 8 == 0,
            (8...4096).contains(description.width), (8...4096).contains(description.height)
        else { throw PortraitError.badData("case.json of \(directory) asks for impossible steps or sizes") }
        guard description.trigger_word?.isEmpty != true else {
            throw PortraitError.badData("case.json of \(directory) has an empty `trigger_word`; leave it out for img")
        }
        self.description = description
        expected = try SafetensorsFile(path: folder.appending(path: "expected.safetensors").path)
    }

    /// The part's name; else `differential` where a map was recorded, and `photomaker` without one.
    var kind: String { part?.kind.rawValue ?? (has("keep_map") ? "differential" : "photomaker") }

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

    /// A recorded tensor that a computation starts from: of that rank, none of its extents 0, every value finite.
    /// - Parameters:
    ///   - rank: nil for any.
    ///   - rows: what its first extent must be; nil for any.
    func input(_ name: String, rank: Int? = nil, rows: Int? = nil) throws -> Tensor {
        let values = try tensor(name), shape = values.shape
        guard rank ?? shape.count == shape.count, !shape.isEmpty, shape.allSatisfy({ $0 > 0 }) else {
            let wanted = rank.map { "\($0) extents" } ?? "extents"
            throw PortraitError.badData(
                "`\(name)` of the recorded case has the shape \(shape); it needs \(wanted) above 0")
        }
        guard rows ?? shape[0] == shape[0] else {
            throw PortraitError.badData("`\(name)` of the recorded case has \(shape[0]) rows; it needs \(rows ?? 1)")
        }
        guard try values.floats().allSatisfy(\.isFinite) else {
            throw PortraitError.badData("`\(name)` of the recorded case has values that are not finite")
        }
        return values
    }
}

extension RecordedCase.Description {
    fileprivate init(part: RecordedCase.Part) {
        self.init(
            prompt: "", steps: 1, guidance_scale: 1, height: 8, width: 8, base: part.base)
    }
}
