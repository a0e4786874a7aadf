/// A `Portrait` as events keep it: its pictures by reference.
package struct FinishedPicture: Sendable, Equatable {
    package struct Stage: Sendable, Equatable, Codable {
        package var name: StageImage.Name
        package var file: FileReference

        package init(name: StageImage.Name, file: FileReference) {
            self.name = name
            self.file = file
        }
    }

    /// Its index in the request, from 0.
    package var index: Int
    package var file: FileReference
    package var parameters: PortraitParameters
    /// See `Portrait.similarity`.
    package var similarity: Double?
    package var notices: [PortraitNotice]
    package var photographs: [PhotographFindings]
    package var stages: [Stage] = []
    /// The picture as shapes.
    package var document: FileReference?
    /// An animation of how the picture was made.
    package var film: FileReference?

    /// A portrait without its pictures, and the file that it was written to.
    package init(_ portrait: Portrait, file: FileReference) {
        index = portrait.index
        self.file = file
        parameters = portrait.parameters
        similarity = portrait.similarity
        notices = portrait.notices
        photographs = portrait.photographs
    }
}

extension FinishedPicture: Codable {
    private enum CodingKeys: String, CodingKey {
        case index, file, parameters, similarity, notices, photographs, stages, document, film
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        index = try values.decode(Int.self, forKey: .index)
        file = try values.decode(FileReference.self, forKey: .file)
        parameters = try values.decode(PortraitParameters.self, forKey: .parameters)
        similarity = try values.decodeIfPresent(Double.self, forKey: .similarity)
        notices = try values.decode([PortraitNotice].self, forKey: .notices)
        photographs = try values.decode([PhotographFindings].self, forKey: .photographs)
        stages = try values.decodeIfPresent([Stage].self, forKey: .stages) ?? []
        document = try values.decodeIfPresent(FileReference.self, forKey: .document)
        film = try values.decodeIfPresent(FileReference.self, forKey: .film)
        let problems = parameters.settings.problems
        guard problems.isEmpty else { throw PortraitError.invalidRequest(problems) }
        guard (0..<64).contains(index), similarity.map((-1.001...1.001).contains) ?? true else {
            throw DecodingError.dataCorruptedError(forKey: .index, in: values, debugDescription: "out of range")
        }
    }
}
