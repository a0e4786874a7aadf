package import NeuralInference
package import PortraitDomain

/// Whether a face of a photograph can be learned from, and what a person should know about it.
package struct PhotographJudgement: Sendable, Equatable {
    /// nil where the face can be learned from.
    package var refusal: PhotographRefusal?
    package var remarks: [PhotographRemark]
}

extension UprightPhotograph {
    /// The sitter's face. A number is meant for the group pictures among several photographs.
    package func sitter(
        _ choice: FaceChoice, isOneOfSeveral: Bool = false
    ) throws(PhotographRefusal) -> DetectedFace {
        if faces.isEmpty, FaceLight.hidesFaces(in: image) { throw .tooDark }
        return try faces.chosen(isOneOfSeveral && faces.count == 1 ? .only : choice)
    }

    /// That the photograph was turned, if it was.
    var remarks: [PhotographRemark] { turned == 0 ? [] : [.turned(degrees: turned)] }
}

extension FaceAnalyzer {
    /// On the sitter's face of a photograph.
    package func judgement(
        on face: DetectedFace, of photograph: UprightPhotograph
    ) throws(NeuralInferenceError) -> PhotographJudgement {
        let image = photograph.image
        guard
            let quality = FaceQuality(
                of: face, in: image, landmarks: try landmarkDetector.landmarks(of: face, in: image),
                certainty: try landmarkDetector.certainty(of: face, in: image))
        else { return PhotographJudgement(refusal: .noFace, remarks: photograph.remarks) }
        let refusal = quality.refusal
        // A refusal says it all.
        return PhotographJudgement(
            refusal: refusal, remarks: photograph.remarks + (refusal == nil ? quality.remarks : []))
    }
}
