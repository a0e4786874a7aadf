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

    package init(
        index: Int, image: PortraitImage, parameters: PortraitParameters, similarity: Double?,
        stages: [StageImage] = []
    ) {
        self.index = index
        self.image = image
        self.parameters = parameters
        self.similarity = similarity
        self.stages = stages
    }
}

/// A picture between two stages.
package struct StageImage: Sendable, Equatable {
    package enum Name: String, Sendable, Codable, CaseIterable {
        case base
        case faceCrop = "face-crop"
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
