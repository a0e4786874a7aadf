/// A finished picture with all that is known about it.
package struct Portrait: Sendable, Equatable {
    /// Its place in the request, from 0.
    package var index: Int
    package var image: PortraitImage
    package var parameters: PortraitParameters
    /// Cosine similarity of the picture's face to the sitter's, -1…1; nil where no face was found in the picture.
    package var similarity: Double?
    /// The pictures between the stages, in order; empty unless the request keeps them.
    package var stages: [StageImage]
    /// The picture as shapes, where the request wants them: an SVG or PDF file's bytes.
    package var document: [UInt8]?
    /// The picture as it grew, small, in order; empty unless the request keeps it.
    package var film: [PortraitImage] = []
    /// What a person should know about how it was made.
    package var notices: [PortraitNotice]

    package init(
        index: Int, image: PortraitImage, parameters: PortraitParameters, similarity: Double?,
        stages: [StageImage] = [], notices: [PortraitNotice] = []
    ) {
        self.index = index
        self.image = image
        self.parameters = parameters
        self.similarity = similarity
        self.stages = stages
        self.notices = notices
    }
}

/// Something that went otherwise than asked, without being an error.
package enum PortraitNotice: String, Sendable, Codable, CaseIterable, CustomStringConvertible {
    /// The painted picture shows no face, so there was none to refine.
    case noFaceFound = "no-face-found"
    /// A face was seen, but not where its eyes, nose and mouth are.
    case faceWithoutLandmarks = "face-without-landmarks"
    /// Not all words fit into the model's text length.
    case wordsLeftOut = "words-left-out"
    /// A repeated picture was painted with another number of threads than the first, because the machine has fewer.
    case otherThreads = "other-threads"

    package var description: String {
        switch self {
        case .noFaceFound:
            "no face was found in the picture, so it stays as it was painted; try another --seed or other words"
        case .faceWithoutLandmarks:
            "the picture's face is not clear enough to be refined, so it stays as it was painted; try another --seed"
        case .wordsLeftOut:
            "the words do not all fit into the model's text length; the last ones were left out"
        case .otherThreads:
            "the picture was first painted with a number of threads that this machine does not have, so the bytes may "
                + "differ"
        }
    }
}

/// A picture between two stages.
package struct StageImage: Sendable, Equatable {
    package enum Name: String, Sendable, Codable, CaseIterable {
        case base
        /// The picture after the head's pass.
        case head
        case faceCrop = "face-crop"
        case underdrawing
        case map
        case refined
        case final
    }

    package var name: Name
    package var image: PortraitImage

    package init(name: Name, image: PortraitImage) {
        self.name = name
        self.image = image
    }
}
