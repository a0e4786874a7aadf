package import Diffusion
import FileAccess
package import Foundation
package import Imaging
import Media
package import PortraitDomain

/// The contents of `narcis.json` in a model folder: names, defaults, previews. All of it is optional; a plain SDXL
/// folder has no such file.
package struct ModelProfile: Sendable {
    package struct Style: Sendable, Hashable, Decodable {
        package var name: String
        /// Inserted into the prompt.
        package var prompt: String
    }

    package var name: String
    package var styles: [Style] = []
    /// The contents of `vocabulary.json` beside it; nil for a model that takes any words.
    package var vocabulary: VocabularyDocument?
    package var defaults = PortraitSettings()
    /// Candidates per picture, of which the most similar one is kept; several for a quick model with uncertain
    /// likeness.
    package var attempts = 1
    /// The position of faces in this model's square pictures: both eyes, the tip of the nose and the mouth as parts of
    /// the extent. A sitter's head is drawn near it, also where no face is found. nil where faces may be anywhere.
    package var facePosition: [Point]?
    /// Whether a medium draws the sitter from the photograph and takes only the model's colors: for a model whose own
    /// pictures are too small. Such a model's pictures are rendered in a medium by default.
    package var drawsFromPhotograph = false
    /// Least side in pixels of a painted picture that a medium draws.
    package static let leastSideToDrawFrom = 512
    /// Factor from the base picture's size to the finished one's.
    package var enlargement = 1
    /// SDXL's size conditioning of a magnified face, as multiples of (height, width, height, width, height, width).
    package var detailSizes = [1.0, 1, 0, 0, 1, 1]
    /// Linear map of latents to RGB in 0…1, channel by channel. The default is the published one for SDXL.
    package var previewFactors = [
        [0.183, 0.212, 0.217], [-0.127, -0.002, 0.053], [0.054, 0.056, -0.018], [-0.158, -0.125, -0.109],
    ]
    package var previewBias = [0.554, 0.491, 0.499]

    private struct File: Decodable {
        var name: String?
        var styles: [Style]?
        var enlargement: Int?
        var draws_from_photograph: Bool?
        var face_place: [[Double]]?
        var detail_sizes: [Double]?
        var preview_factors: [[Double]]?
        var preview_bias: [Double]?
        var defaults: Defaults?

        /// Settings by the parameters' keys, with underscores; `size` is the side of a square.
        struct Defaults: Decodable {
            /// Its settings and attempts alone.
            var wishes = PortraitRequest(photographs: [], prompt: .words(""))

            init(from decoder: any Decoder) throws {
                let values = try decoder.container(keyedBy: ParameterKey.self)
                for row in PortraitParameter.settings + [.attempts] where row.kind != .size {
                    try row.decode(row.key.replacing("-", with: "_"), from: values, into: &wishes)
                }
                wishes.size = try values.decodeIfPresent(Int.self, forKey: "size").map {
                    ImageSize(width: $0, height: $0)
                }
            }
        }
    }

    /// - Parameter nativeSide: the side that the architecture was trained on, in pixels.
    package init(folder: URL, nativeSide: Int) throws(ModelError) {
        name = folder.lastPathComponent
        vocabulary = try Self.vocabulary(in: folder)
        let side = min(max(nativeSide / 8 * 8, 64), 2048)
        drawsFromPhotograph = side < Self.leastSideToDrawFrom
        defaults.size = ImageSize(width: side, height: side)
        let url = folder.appending(path: "narcis.json")
        guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) else { return }
        let file = try readConfiguration(File.self, at: url)
        name = file.name ?? name
        styles = file.styles ?? []
        drawsFromPhotograph = file.draws_from_photograph ?? drawsFromPhotograph
        try takeGeometry(of: file)
        guard let own = file.defaults else { return }
        own.wishes.settings.apply(to: &defaults)
        if own.wishes.startMergeStep == nil {
            defaults.startMergeStep = min(defaults.startMergeStep, defaults.steps - 2)
        }
        attempts = own.wishes.attempts ?? attempts
        guard finishedDefaults.problems.isEmpty, PortraitParameter.attempts.kind.problem(of: attempts) == nil else {
            throw .unsupported(file: "narcis.json", reason: "its defaults are out of range")
        }
    }

    private static func vocabulary(in folder: URL) throws(ModelError) -> VocabularyDocument? {
        let name = "vocabulary.json"
        let path = folder.appending(path: name).path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let bytes = try BoundedFile.contents(of: path, limit: VocabularyDocument.byteLimit)
            return try VocabularyDocument(json: Array(bytes))
        } catch let error as FileError {
            throw .unreadable(file: name, reason: error.reason)
        } catch {
            throw .unsupported(file: name, reason: "\(error)")
        }
    }

    /// The description that requests are checked against.
    /// - Parameter cell: what both sides of a painted picture must be multiples of, in pixels.
    func description(cell: Int, tokensPerPhotograph: Int) -> ModelDescription {
        var description = ModelDescription(
            name: name, defaults: finishedDefaults, attempts: attempts, styles: styles.map(\.name),
            tokensPerPhotograph: tokensPerPhotograph,
            sizes: PaintingSizes(native: defaults.size, multiple: max(cell, 8), enlargement: enlargement))
        description.vocabulary = vocabulary
        description.media = MediaCatalogue.offer
        description.media.isDefault = drawsFromPhotograph
        return description
    }

    /// The defaults with the finished picture's size; `defaults` has what the model paints.
    var finishedDefaults: PortraitSettings {
        var settings = defaults
        settings.size.width *= enlargement
        settings.size.height *= enlargement
        return settings
    }

    private mutating func takeGeometry(of file: File) throws(ModelError) {
        func taken<T>(_ value: T?, _ key: String, _ isRight: (T) -> Bool) throws(ModelError) -> T? {
            guard let value else { return nil }
            guard isRight(value) else {
                throw .unsupported(file: "narcis.json", reason: "`\(key)` is out of range or of another form")
            }
            return value
        }
        func areFinite(_ values: [Double], count: Int) -> Bool {
            values.count == count && values.allSatisfy(\.isFinite)
        }
        enlargement = try taken(file.enlargement, "enlargement") { (1...8).contains($0) } ?? enlargement
        facePosition = try taken(file.face_place, "face_place") { points in
            points.count == 4 && points.allSatisfy { $0.count == 2 && $0.allSatisfy { (0...1).contains($0) } }
        }?.map { Point(x: $0[0], y: $0[1]) }
        detailSizes = try taken(file.detail_sizes, "detail_sizes") { areFinite($0, count: 6) } ?? detailSizes
        previewFactors =
            try taken(file.preview_factors, "preview_factors") { $0.allSatisfy { areFinite($0, count: 3) } }
            ?? previewFactors
        previewBias = try taken(file.preview_bias, "preview_bias") { areFinite($0, count: 3) } ?? previewBias
    }
}
