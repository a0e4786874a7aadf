/// Why a photograph cannot be the reference of a portrait. Each client has its own words for it.
package enum PhotographRefusal: Error, Sendable, Hashable {
    case noFace
    /// How many faces of about the same size there are where one was expected.
    case severalFaces(Int)
    case noSuchFace(number: Int, count: Int)
    /// How many pixels the face is wide, and how many it needs.
    case tooSmall(pixels: Int, least: Int)
    case lookingAway
    /// Underexposed until no detail of the face is left, whatever its skin.
    case tooDark
    /// Blown out: most of the face is plain white.
    case overexposed
    case blurred
    /// A large part of the face cannot be seen.
    case hidden
    /// The photograph's edge runs through the eyes, the brows or the mouth, or leaves them out.
    case cutByEdge
}

/// A warning about a photograph that is accepted.
package enum PhotographRemark: Sendable, Hashable {
    /// It was turned clockwise by so many degrees, 90, 180 or 270, until the face stood upright.
    case turned(degrees: Int)
    case dark
    case overexposed
    /// Dark glasses or something else lies over the eyes.
    case eyesHidden
    case mouthHidden
    /// Some part of the face is covered or hard to make out.
    case partlyHidden
    /// The head reaches over the photograph's edge.
    case cutByEdge
    /// The face is not like those of the other photographs of one sitter: −1…1, the cosine to the nearest of them.
    case anotherPerson(similarity: Double)
}

/// The remarks on one photograph of a request.
package struct PhotographFindings: Sendable, Equatable, Codable {
    /// The file name without folders.
    package var name: String
    package var remarks: [PhotographRemark]

    package init(name: String, remarks: [PhotographRemark]) {
        self.name = name
        self.remarks = remarks
    }
}
