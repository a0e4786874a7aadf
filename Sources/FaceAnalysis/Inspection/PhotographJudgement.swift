package import NeuralInference
package import PortraitDomain

/// Whether a face of a photograph can be used, and warnings about it.
package struct PhotographJudgement: Sendable, Equatable {
    /// nil where the face can be used.
    package var refusal: PhotographRefusal?
    package var remarks: [PhotographRemark]
}

extension UprightPhotograph {
    /// The sitter's face. Among several photographs, a face's number applies to group pictures only.
    package func sitter(
        _ choice: FaceChoice, isOneOfSeveral: Bool = false
    ) throws(PhotographRefusal) -> DetectedFace {
        if faces.isEmpty, FaceLight.hidesFaces(in: image) { throw .tooDark }
        return try faces.chosen(isOneOfSeveral && faces.count == 1 ? .only : choice)
    }

    /// The remark that the photograph was turned, if it was.
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
        // After a refusal, remarks do not help.
        return PhotographJudgement(
            refusal: refusal, remarks: photograph.remarks + (refusal == nil ? quality.remarks : []))
    }
}

extension [DetectedFace] {
    /// The sitter's face; the list goes from left to right.
    package func chosen(_ choice: FaceChoice) throws(PhotographRefusal) -> DetectedFace {
        guard let largest = self.max(by: { $0.width * $0.height < $1.width * $1.height }) else { throw .noFace }
        switch choice {
        case .largest: return largest
        case .number(let number):
            guard indices.contains(number - 1) else { throw .noSuchFace(number: number, count: count) }
            return self[number - 1]
        case .only:
            // Much smaller faces in the background do not make a group picture.
            let close = filter { $0.width * $0.height * 6 > largest.width * largest.height }
            guard close.count == 1 else { throw .severalFaces(count) }
            return largest
        }
    }
}
