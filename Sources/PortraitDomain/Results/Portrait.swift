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
    /// What a person should know about the photographs, one for each that there is something to say of.
    package var photographs: [PhotographFindings]

    package init(
        index: Int, image: PortraitImage, parameters: PortraitParameters, similarity: Double?,
        stages: [StageImage] = [], notices: [PortraitNotice] = [], photographs: [PhotographFindings] = []
    ) {
        self.index = index
        self.image = image
        self.parameters = parameters
        self.similarity = similarity
        self.stages = stages
        self.notices = notices
        self.photographs = photographs
    }
}

/// Something that went otherwise than asked, without being an error. A client says it in words of its own.
package enum PortraitNotice: String, Sendable, Codable, CaseIterable {
    /// The painted picture shows no face, so there was none to refine.
    case noFaceFound = "no-face-found"
    /// A face was seen, but not where its eyes, nose and mouth are.
    case faceWithoutLandmarks = "face-without-landmarks"
    /// Not all words fit into the model's text length.
    case wordsLeftOut = "words-left-out"
    /// A repeated picture was painted with another number of threads than the first, because the machine has fewer.
    case otherThreads = "other-threads"
    /// The picture's face is no nearer to the sitter's than a stranger's.
    case littleLikeness = "little-likeness"
    /// The same of a picture whose form comes from the photograph: the medium is what hides the sitter.
    case littleLikenessInMedium = "little-likeness-in-medium"
    /// No face can be made out in the finished picture, so its likeness is not known.
    case likenessUnknown = "likeness-unknown"
    /// The painted picture shows no face, so that the medium drew the photograph in its place.
    case drawnFromPhotograph = "drawn-from-photograph"
    /// A repeated picture's medium is drawn otherwise by this version than by the one that made the first picture.
    case otherDrawing = "other-drawing"
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
