import Checkpoints
import Diffusion
package import Foundation
import PhotoMaker
import Tokenizers

/// The files of a model folder that loading it reads. Other files there (a note, weights in another precision) do not
/// affect a picture and need not even be readable.
package enum LoadedFiles {
    /// Every file that loading reads, by its path inside the folder.
    package static func files(in folder: URL) throws -> [String: URL] {
        var names = ["model_index.json", "narcis.json", "scheduler/scheduler_config.json"]
        for component in SDXLComponent.allCases { names.append("\(component.rawValue)/config.json") }
        names.append("photomaker/config.json")
        for tokenizer in ["tokenizer", "tokenizer_2"] {
            names += CLIPTokenizer.fileNames(in: folder.appending(path: tokenizer)).map { "\(tokenizer)/\($0)" }
        }
        // Some of them are optional.
        names = names.filter {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path(percentEncoded: false))
        }
        for component in SDXLComponent.allCases { names += try SDXLFolder(folder).weightFiles(component) }
        if let photoMaker = PhotoMakerFile.find(in: folder) {
            names += try WeightFiles.fileNames(of: photoMaker).map { "photomaker/\($0)" }
        }
        return Dictionary(names.map { ($0, folder.appending(path: $0)) }) { first, _ in first }
    }
}
