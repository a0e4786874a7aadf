package import Foundation

/// The model that ships with the project.
package enum EmbeddedModel {
    package static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Models/narcis-mini")

    /// `vocabulary.json`.
    package static func vocabulary() throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: "vocabulary.json")))
    }
}
