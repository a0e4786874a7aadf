/// Looks for faces in a photograph.
package protocol FaceInspector: Sendable {
    /// Every face, left to right. A photograph without one gives an empty list.
    func faces(in photograph: PhotographSource) async throws(PortraitError) -> FaceReport

    /// Judges a photograph of the sitter.
    /// - Parameter isOneOfSeveral: whether the request has other photographs, some of which may be group pictures.
    /// - Throws: `photographUnfit` where the photograph cannot be used.
    func findings(
        in photograph: PhotographSource, face: FaceChoice, isOneOfSeveral: Bool
    ) async throws(PortraitError) -> PhotographFindings
}

/// The faces of one photograph; coordinates are pixels of the upright picture, from the top left.
package struct FaceReport: Sendable, Equatable, Codable {
    package var width: Int
    package var height: Int
    /// Degrees by which the photograph was turned clockwise until its faces stood upright: 0, 90, 180 or 270.
    package var turned: Int
    package var faces: [InspectedFace]
    /// Why the photograph would be refused as a portrait's only reference; nil where it would be accepted.
    package var refusal: PhotographRefusal?
    /// Warnings about it.
    package var remarks: [PhotographRemark]

    package init(
        width: Int, height: Int, turned: Int = 0, faces: [InspectedFace], refusal: PhotographRefusal? = nil,
        remarks: [PhotographRemark] = []
    ) {
        self.width = width
        self.height = height
        self.turned = turned
        self.faces = faces
        self.refusal = refusal
        self.remarks = remarks
    }
}

package struct InspectedFace: Sendable, Equatable, Codable {
    package var box: FaceBox
    /// The detector's certainty, 0…1.
    package var score: Double
    /// Eyes, nose and corners of the mouth, the viewer's left first.
    package var keypoints: [FacePoint]
    package var contours: [FaceContour]
    /// The identity vector as the network gives it, not normalised.
    package var vector: [Float]
    package var age: Int?
    /// `woman`, `man`, or `person` where the network is not sure; nil where it is not asked.
    package var classWord: String?

    package init(
        box: FaceBox, score: Double, keypoints: [FacePoint], contours: [FaceContour], vector: [Float],
        age: Int? = nil, classWord: String? = nil
    ) {
        self.box = box
        self.score = score
        self.keypoints = keypoints
        self.contours = contours
        self.vector = vector
        self.age = age
        self.classWord = classWord
    }
}

package struct FaceBox: Sendable, Equatable, Codable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

package struct FacePoint: Sendable, Equatable, Codable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A named line through landmarks: jaw, left-eye, mouth…
package struct FaceContour: Sendable, Equatable, Codable {
    package var name: String
    package var points: [FacePoint]
    package var isClosed: Bool

    package init(name: String, points: [FacePoint], isClosed: Bool) {
        self.name = name
        self.points = points
        self.isClosed = isClosed
    }
}
