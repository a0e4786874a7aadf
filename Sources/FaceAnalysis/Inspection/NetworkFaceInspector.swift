import Foundation
package import Imaging
import NeuralInference
package import PortraitDomain

/// Looks for faces with the networks of a folder.
package struct NetworkFaceInspector: FaceInspector {
    private let load: @Sendable () throws(PortraitError) -> FaceAnalyzer

    /// - Parameter load: called for every photograph, so that words are refused before a network is loaded.
    package init(_ load: @escaping @Sendable () throws(PortraitError) -> FaceAnalyzer) { self.load = load }

    package func faces(in photograph: PhotographSource) async throws(PortraitError) -> FaceReport {
        let image = try RGBImage(photograph: photograph), analyzer = try load()
        do {
            try Task.checkCancellation()
            let photograph = try analyzer.upright(image)
            let inspected = try photograph.faces.map { face in
                // Three networks look at each face.
                try Task.checkCancellation()
                return try analyzer.inspected(face, in: photograph.image)
            }
            let judgement = try analyzer.judgement(on: photograph)
            return FaceReport(
                width: photograph.image.width, height: photograph.image.height, turned: photograph.turned,
                faces: inspected, refusal: judgement.refusal, remarks: judgement.remarks)
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw PortraitError(faceNetworks: error, areFetched: analyzer.isFetched)
        }
    }

    package func findings(
        in photograph: PhotographSource, face choice: FaceChoice, isOneOfSeveral: Bool
    ) async throws(PortraitError) -> PhotographFindings {
        let name = photograph.name, image = try RGBImage(photograph: photograph), analyzer = try load()
        do {
            try Task.checkCancellation()
            let upright = try analyzer.upright(image)
            try Task.checkCancellation()
            let face = try upright.sitter(choice, isOneOfSeveral: isOneOfSeveral)
            let judgement = try analyzer.judgement(on: face, of: upright)
            if let refusal = judgement.refusal { throw refusal }
            return PhotographFindings(name: name, remarks: judgement.remarks)
        } catch let refusal as PhotographRefusal {
            throw .photographUnfit(name: name, refusal)
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw PortraitError(faceNetworks: error, areFetched: analyzer.isFetched)
        }
    }
}

extension FaceAnalyzer {
    fileprivate func inspected(_ face: DetectedFace, in image: RGBImage) throws -> InspectedFace {
        let landmarks = try landmarkDetector.landmarks(of: face, in: image)
        let attributes = try attributeEstimator?.attributes(of: face, in: image)
        return InspectedFace(
            box: FaceBox(x: face.left, y: face.top, width: face.width, height: face.height), score: face.score,
            keypoints: face.keypoints.map { FacePoint(x: $0.x, y: $0.y) },
            contours: FaceLandmarks.Contour.allCases.compactMap { contour in
                guard let points = landmarks?[contour], !points.isEmpty else { return nil }
                return FaceContour(
                    name: contour.rawValue, points: points.map { FacePoint(x: $0.x, y: $0.y) },
                    isClosed: contour.isClosed)
            },
            vector: try embedder.vector(of: image, keypoints: face.keypoints) ?? [],
            age: attributes?.age, classWord: attributes?.classWord)
    }

    /// On the photograph as a portrait's only reference.
    fileprivate func judgement(on photograph: UprightPhotograph) throws -> PhotographJudgement {
        do {
            return try judgement(on: try photograph.sitter(.only), of: photograph)
        } catch let refusal as PhotographRefusal {
            return PhotographJudgement(refusal: refusal, remarks: photograph.remarks)
        }
    }
}

extension RGBImage {
    /// The upright picture of a photograph, or why it cannot be used.
    package init(photograph: PhotographSource) throws(PortraitError) {
        let bytes = try photograph.contents()
        do {
            try self.init(decoding: bytes)
        } catch {
            throw .photographRefused(name: photograph.name, reason: error.description)
        }
    }
}

extension PhotographSource {
    /// The bytes of the image file.
    package func contents() throws(PortraitError) -> [UInt8] {
        switch self {
        case .file(let path):
            guard FileManager.default.fileExists(atPath: path) else { throw .notFound("there is no file \(path)") }
            do {
                return try readBoundedFile(URL(fileURLWithPath: path), limit: DecodingLimits().bytes)
            } catch {
                throw .photographRefused(name: name, reason: error.description)
            }
        case .bytes(let bytes, _): return bytes
        }
    }
}
