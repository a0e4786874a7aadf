package import Diffusion
import Foundation

extension SDXLFolder {
    /// What `force_zeros_for_empty_prompt` of `model_index.json` says: true for SDXL's base, and where nothing is said.
    func zeroesNullPrompt() throws(ModelError) -> Bool {
        struct File: Decodable { var force_zeros_for_empty_prompt: Bool? }
        let index = url.appending(path: "model_index.json")
        guard FileManager.default.fileExists(atPath: index.path(percentEncoded: false)) else { return true }
        return try readConfiguration(File.self, at: index).force_zeros_for_empty_prompt ?? true
    }
}

extension PromptEncoder {
    /// A negative prompt's rows; where there is none, what the model takes for it.
    package func negative(
        _ words: String?, zeroing positive: @autoclosure () throws -> TextConditioning, of folder: SDXLFolder
    ) throws -> TextConditioning {
        if let words { return try encode(words) }
        return try folder.zeroesNullPrompt() ? positive().zeroed() : encode("")
    }
}
