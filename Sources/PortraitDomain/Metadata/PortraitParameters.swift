/// Written into every picture.
package let narcisVersion = "0.1.0"

/// Everything that is needed to make one picture again.
///
/// The photographs themselves and vectors made from them are biometric data and are not part of it: a photograph is
/// recorded by its file name and SHA-256, and must be at hand to repeat the picture.
package struct PortraitParameters: Sendable, Equatable, Codable {
    package static let currentVersion = 1

    package var version = PortraitParameters.currentVersion
    package var engineVersion: String
    package var model: ModelIdentity
    package var photographs: [PhotographRecord]
    package var face: FaceChoice
    package var prompt: ResolvedPrompt
    /// nil is the null prompt; "" the encoded empty one.
    package var negativePrompt: String?
    /// This picture's own seed.
    package var seed: UInt64
    package var settings: PortraitSettings

    package init(
        engineVersion: String, model: ModelIdentity, photographs: [PhotographRecord], face: FaceChoice,
        prompt: ResolvedPrompt, negativePrompt: String?, seed: UInt64, settings: PortraitSettings
    ) {
        self.engineVersion = engineVersion
        self.model = model
        self.photographs = photographs
        self.face = face
        self.prompt = prompt
        self.negativePrompt = negativePrompt
        self.seed = seed
        self.settings = settings
    }
}

/// A model's name and the hashes of the files that it consists of.
package struct ModelIdentity: Sendable, Equatable, Codable {
    package var name: String
    /// SHA-256 in lower-case hex by path inside the model folder, with forward slashes.
    package var files: [String: String]

    package init(name: String, files: [String: String]) {
        self.name = name
        self.files = files
    }
}

/// A reference photograph without its content.
package struct PhotographRecord: Sendable, Equatable, Codable {
    /// The file name without folders.
    package var name: String
    /// SHA-256 of the file's bytes in lower-case hex.
    package var sha256: String
    /// Degrees by which it was turned clockwise until the face stood upright: 90, 180 or 270. nil where it was not, as
    /// in pictures recorded before photographs were turned.
    package var turned: Int?

    package init(name: String, sha256: String, turned: Int? = nil) {
        self.name = name
        self.sha256 = sha256
        self.turned = turned
    }
}

extension PortraitRequest {
    /// The request that makes the picture of these parameters again: one picture, without any new choice.
    package init(repeating parameters: PortraitParameters, photographs: [PhotographSource]) {
        self.init(photographs: photographs, prompt: .resolved(parameters.prompt))
        face = parameters.face
        negativePrompt = parameters.negativePrompt
        seed = parameters.seed
        attempts = 1
        let settings = parameters.settings
        self.settings = SettingWishes(all: settings)
        faceNetworks = settings.faceNetworks
        medium = MediumWishes(repeating: settings.medium)
        modelName = parameters.model.name
        repeated = RepeatedPicture(
            turned: parameters.photographs.map { $0.turned ?? 0 }, paintedSize: settings.paintedSize,
            underdrawingEnds: settings.underdrawingEnds)
    }
}
