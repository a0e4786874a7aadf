package import Imaging

/// Why a photograph cannot be the reference of a portrait, in words for the person who gave it.
package enum PhotographRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    case noFace
    case severalFaces(Int)
    case noSuchFace(number: Int, count: Int)
    case tooSmall(pixels: Int)
    case blurred
    case lookingAway

    package var description: String {
        switch self {
        case .noFace: "no face was found; choose a photograph that shows the face from the front, well lit"
        case .severalFaces(let count):
            "\(count) faces were found; choose one with --face 1 to \(count) (left to right) or --face largest"
        case .noSuchFace(let number, let count):
            "there is no face \(number); \(count == 1 ? "one was" : "\(count) were") found"
        case .tooSmall(let pixels):
            "the face is only \(pixels) pixels wide; choose a photograph where it has at least "
                + "\(FaceQuality.leastWidth)"
        case .blurred: "the face is too blurred; choose a sharper photograph"
        case .lookingAway: "the face looks away; choose a photograph that shows it from the front"
        }
    }
}

extension PhotographRefusal {
    /// nil where the face can be learned from.
    package init?(of face: DetectedFace, in image: RGBImage) {
        guard let quality = FaceQuality(of: face, in: image) else {
            self = .noFace
            return
        }
        guard let refusal = quality.refusal else { return nil }
        self = refusal
    }
}
