import Checkpoints
import Foundation
import PhotoMaker
import PortraitDomain

extension PhotoMakerFile {
    /// The weights of a model's folder, opened.
    static func ofModel(in folder: URL) throws -> PhotoMakerFile {
        guard let weights = find(in: folder) else {
            throw PortraitError.notFound(
                "the model \(folder.lastPathComponent) has no PhotoMaker weights, which portraits need",
                advice: .addPhotoMaker)
        }
        return try PhotoMakerFile(
            WeightFiles.open(weights), configuration: folder.appending(path: "photomaker/config.json"))
    }
}
