import Diffusion
import FaceAnalysis
import Imaging
import PhotoMaker
import PortraitDomain
import Torch

/// One photograph of the sitter and everything that is learned from it.
struct ReferencePhotograph {
    let record: PhotographRecord
    let vector: [Float]
    /// Normalised `[3, side, side]`.
    let pixels: Tensor
    let classWord: String?
    /// The whole photograph, upright. nil after `PaintingPlan.releasePhotographs`: it takes 3 bytes per pixel.
    var image: RGBImage?
    /// The sitter's face in it.
    let face: DetectedFace
    let remarks: [PhotographRemark]
    /// nil where the face's landmarks were not found.
    let sitter: SitterFace?

    /// - Parameter turned: degrees by which a repeated picture's photograph was turned clockwise; nil finds them, and
    ///   judges the photograph.
    init(
        _ source: PhotographSource, face choice: FaceChoice, isOneOfSeveral: Bool = false, turned: Int? = nil,
        analyzer: FaceAnalyzer, encoder: IDEncoderConfiguration
    ) throws {
        let bytes = try source.contents()
        let photograph = try analyzer.upright(RGBImage(photograph: .bytes(bytes, name: source.name)), turned: turned)
        // Ctrl-C waits for one network, not for all.
        try Task.checkCancellation()
        let image = photograph.image
        let face: DetectedFace
        do {
            face = try photograph.sitter(choice, isOneOfSeveral: isOneOfSeveral)
        } catch {
            throw PortraitError.photographUnfit(name: source.name, error)
        }
        if turned == nil {
            let judgement = try analyzer.judgement(on: face, of: photograph)
            if let refusal = judgement.refusal { throw PortraitError.photographUnfit(name: source.name, refusal) }
            remarks = judgement.remarks
        } else {
            remarks = []
        }
        try Task.checkCancellation()
        self.image = image
        self.face = face
        record = PhotographRecord(
            name: source.name, sha256: FileHash.sha256(of: bytes),
            turned: photograph.turned == 0 ? nil : photograph.turned)
        let preparation = encoder.photograph
        let side = encoder.vision.imageSize
        guard let raw = try analyzer.embedder.vector(of: image, keypoints: face.keypoints) else {
            throw PortraitError.photographUnfit(name: source.name, .noFace)
        }
        guard raw.count == encoder.faceWidth else {
            throw PortraitError.badData(
                "this model needs face vectors of \(encoder.faceWidth) values, but the face network gives \(raw.count)",
                advice: .getFaceNetworks)
        }
        try Task.checkCancellation()
        let length = raw.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        vector = preparation.normalizesFaceVector && length > 0 ? raw.map { Float(Double($0) / length) } : raw
        let cut: RGBImage
        switch preparation.cut {
        case .wholePhotograph: cut = image.shortestEdgeCenterCrop(side)
        case .alignedFace:
            let template = FaceTemplate.arcFace(
                size: Double(side), share: preparation.templateShare, centerY: preparation.templateCenterY)
            cut = image.smoothlyAligned(face.keypoints, to: template, size: side) ?? image.shortestEdgeCenterCrop(side)
        }
        sitter = try SitterFace(face, in: image, detector: analyzer.landmarkDetector)
        try Task.checkCancellation()
        pixels = try cut.normalized(mean: preparation.mean, deviation: preparation.deviation)
        classWord = try analyzer.attributeEstimator?.attributes(of: face, in: image)?.classWord
    }
}
