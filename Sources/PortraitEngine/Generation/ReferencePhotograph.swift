internal import Diffusion
internal import FaceAnalysis
internal import Foundation
internal import Imaging
internal import PortraitDomain
internal import Torch

/// What is learned from one photograph of the sitter.
struct ReferencePhotograph {
    let record: PhotographRecord
    let vector: [Float]
    /// Normalised `[3, side, side]`.
    let pixels: Tensor
    let classWord: String?

    init(
        _ source: PhotographSource, face choice: FaceChoice, analyzer: FaceAnalyzer, encoder: IDEncoderConfiguration
    ) throws {
        let bytes: [UInt8]
        switch source {
        case .file(let path):
            guard FileManager.default.fileExists(atPath: path) else {
                throw PortraitError.notFound("there is no file \(path)")
            }
            do {
                bytes = try readBoundedFile(URL(fileURLWithPath: path), limit: DecodingLimits().bytes)
            } catch {
                throw PortraitError.photographRefused(name: source.name, reason: String(describing: error))
            }
        case .bytes(let given, _): bytes = given
        }
        let image = try RGBImage(photograph: .bytes(bytes, name: source.name))
        let face: DetectedFace
        do {
            face = try analyzer.faces(in: image).chosen(choice)
        } catch let refusal as PhotographRefusal {
            throw PortraitError.photographRefused(name: source.name, reason: refusal.description)
        }
        if let refusal = PhotographRefusal(of: face, in: image) {
            throw PortraitError.photographRefused(name: source.name, reason: refusal.description)
        }
        record = PhotographRecord(name: source.name, sha256: FileHash.sha256(of: bytes))
        let preparation = encoder.photograph
        let side = encoder.vision.imageSize
        guard let raw = try analyzer.embedder.vector(of: image, keypoints: face.keypoints) else {
            throw PortraitError.photographRefused(
                name: source.name, reason: PhotographRefusal.noFace.description)
        }
        guard raw.count == encoder.faceWidth else {
            throw PortraitError.badData(
                "this model needs face vectors of \(encoder.faceWidth) values, but the face network gives \(raw.count); "
                    + "install InsightFace's buffalo_l and name its folder with --faces")
        }
        let length = raw.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        vector = preparation.normalizesFaceVector && length > 0 ? raw.map { Float(Double($0) / length) } : raw
        let cut: RGBImage
        switch preparation.cut {
        case .wholePhotograph: cut = image.shortestEdgeCenterCrop(side)
        case .alignedFace:
            cut =
                image.alignedFace(
                    face.keypoints, side: side, share: preparation.templateShare, centerY: preparation.templateCenterY)
                ?? image.shortestEdgeCenterCrop(side)
        }
        pixels = try cut.normalized(mean: preparation.mean, deviation: preparation.deviation)
        classWord = try analyzer.attributeEstimator?.attributes(of: face, in: image)?.classWord
    }
}

extension RGBImage {
    /// The face turned and scaled so that its five points lie on ArcFace's template within a square of `side` pixels.
    ///
    /// Photographs are far larger than that square: they are first cut around the face, edges going on, and scaled down
    /// with an averaging filter, since bilinear sampling alone would pick single pixels out of them.
    /// - Returns: nil where the five points coincide.
    func alignedFace(_ keypoints: [Point], side: Int, share: Double, centerY: Double) -> RGBImage? {
        let template = FaceTemplate.arcFace(size: Double(side), share: share, centerY: centerY)
        guard let transform = AffineTransform.similarity(from: keypoints, to: template), let inverse = transform.inverse
        else { return nil }
        let corners = [(0, 0), (side, 0), (0, side), (side, side)].map { corner -> Point in
            inverse.apply(to: Point(x: Double(corner.0), y: Double(corner.1)))
        }
        let xs = corners.map(\.x), ys = corners.map(\.y)
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return nil }
        let extent = max(right - left, bottom - top) + 4
        guard extent.isFinite, extent < 20_000 else { return nil }
        let rect = PixelRect(
            x: Int((left - 2).rounded(.down)), y: Int((top - 2).rounded(.down)), width: Int(extent.rounded(.up)),
            height: Int(extent.rounded(.up)))
        var around = cropped(to: rect, replicatingEdges: true)
        var points = keypoints.map { Point(x: $0.x - Double(rect.x), y: $0.y - Double(rect.y)) }
        // At twice the square's resolution bilinear sampling is right again.
        let shrunk = Int((2 * extent / hypot(inverse.a, inverse.d)).rounded())
        if shrunk < rect.width {
            let scale = Double(shrunk) / Double(rect.width)
            around = around.resized(width: shrunk, height: shrunk, filter: .lanczos)
            points = points.map { Point(x: ($0.x + 0.5) * scale - 0.5, y: ($0.y + 0.5) * scale - 0.5) }
        }
        return around.aligned(points, to: template, size: side)
    }
}
