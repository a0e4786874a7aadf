package import Checkpoints
package import Foundation
package import Torch
package import TorchNN

/// A safetensors file of `Fixtures`, written by the scripts in `Scripts/parity` that its name leads to.
///
/// `NARCIS_PARITY_FIXTURES` names another folder to read from: the parity run draws fresh weights and inputs there and
/// runs the same tests on them.
package struct Fixture {
    package let archive: SafetensorsFile

    /// - Parameter name: the file's name without its extension, or a path below `Fixtures`.
    package init(_ name: String) throws {
        archive = try SafetensorsFile(path: Self.folder().appending(path: "\(name).safetensors").path)
    }

    /// Where the fixtures are: models in folders, single tensors in files.
    package static func folder() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["NARCIS_PARITY_FIXTURES"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        guard let resources = Bundle.module.resourceURL else { throw MissingFixtures() }
        return resources.appending(path: "Fixtures", directoryHint: .isDirectory)
    }

    /// A recorded tensor as float32.
    package func tensor(_ name: String) throws -> Tensor {
        guard let tensor = try archive.tensor(named: name) else {
            throw CheckpointError(.missing, file: archive.path, "there is no tensor named “\(name)” in this file.")
        }
        return try tensor.to(kind: .float32)
    }

    /// The layer weights of a case, to build a layer from; they are stored under `CASE.weights`.
    package func weights(_ name: String) -> WeightPath {
        WeightLoader(archive, source: name, kind: .float32, device: .cpu).root / "\(name).weights"
    }
}

private struct MissingFixtures: Error {}
