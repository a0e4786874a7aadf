internal import Diffusion
internal import Foundation

extension SDXLFolder {
    /// What `force_zeros_for_empty_prompt` of `model_index.json` says: true for SDXL's base, and where nothing is said.
    func zeroesNullPrompt() throws(ModelError) -> Bool {
        struct File: Decodable { var force_zeros_for_empty_prompt: Bool? }
        let index = url.appending(path: "model_index.json")
        guard FileManager.default.fileExists(atPath: index.path(percentEncoded: false)) else { return true }
        return try readConfiguration(File.self, at: index).force_zeros_for_empty_prompt ?? true
    }
}
