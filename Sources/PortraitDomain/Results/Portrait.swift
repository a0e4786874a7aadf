/// A finished picture and its record.
package struct Portrait: Sendable, Equatable {
    /// Its index in the request, from 0.
    package var index: Int
    package var image: PortraitImage
    package var parameters: PortraitParameters
    /// Cosine similarity of the picture's face to the sitter's, -1…1; nil where no face was found in the picture.
    package var similarity: Double?
    /// The pictures between the stages, in order; empty unless the request keeps them.
    package var stages: [StageImage]
    /// The picture as shapes, where the request wants them: an SVG or PDF file's bytes.
    package var document: [UInt8]?
    /// Small pictures of how it was made, in order; empty unless the request keeps them.
    package var film: [PortraitImage] = []
    /// Notices about how it was made.
    package var notices: [PortraitNotice]
    /// Remarks on the photographs; photographs without any are left out.
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

/// A deviation from the request that is not an error. Each client has its own words for it.
package enum PortraitNotice: String, Sendable, Codable, CaseIterable {
    /// The painted picture shows no face, so there was none to refine.
    case noFaceFound = "no-face-found"
    /// A face was seen, but not where its eyes, nose and mouth are.
    case faceWithoutLandmarks = "face-without-landmarks"
    /// Not all words fit into the model's text length.
    case wordsLeftOut = "words-left-out"
    /// A repeated picture was painted with another number of threads than the first, because the machine has fewer.
    case otherThreads = "other-threads"
    /// The picture's face is no more similar to the sitter's than a stranger's.
    case littleLikeness = "little-likeness"
    /// The same for a picture drawn from the photograph, where the medium hides the likeness.
    case littleLikenessInMedium = "little-likeness-in-medium"
    /// No face can be made out in the finished picture, so its likeness is not known.
    case likenessUnknown = "likeness-unknown"
    /// The painted picture shows no face, so that the medium drew the photograph instead.
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

/// A finished picture without its pixels.
package struct PortraitSummary: Sendable, Equatable {
    /// Its index in the request, from 0.
    package var index: Int
    package var parameters: PortraitParameters
    /// See `Portrait.similarity`.
    package var similarity: Double?
    package var notices: [PortraitNotice]
    package var photographs: [PhotographFindings]

    package init(_ portrait: Portrait) {
        index = portrait.index
        parameters = portrait.parameters
        similarity = portrait.similarity
        notices = portrait.notices
        photographs = portrait.photographs
    }
}

/// A picture as 8-bit RGB bytes, row by row from the top left, without padding.
package struct PortraitImage: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// `width × height × 3` bytes.
    package let rgb: [UInt8]

    package init(width: Int, height: Int, rgb: [UInt8]) {
        precondition(width > 0 && height > 0 && rgb.count == width * height * 3, "bytes do not match the size")
        self.width = width
        self.height = height
        self.rgb = rgb
    }
}
