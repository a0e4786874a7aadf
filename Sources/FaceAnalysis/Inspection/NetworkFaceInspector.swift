import Foundation
package import Imaging
import NeuralInference
package import PortraitDomain

/// Looks for faces with the networks of a folder.
package struct NetworkFaceInspector: FaceInspector {
    private let analyzer: FaceAnalyzer

    package init(analyzer: FaceAnalyzer) { self.analyzer = analyzer }

    package func faces(in photograph: PhotographSource) async throws(PortraitError) -> FaceReport {
        let image = try RGBImage(photograph: photograph)
        do {
            try Task.checkCancellation()
            let photograph = try analyzer.upright(image)
            let inspected = try photograph.faces.map { face in
                // Three networks look at each face.
                try Task.checkCancellation()
                return try self.inspected(face, in: photograph.image)
            }
            let judgement = try judgement(on: photograph)
            return FaceReport(
                width: photograph.image.width, height: photograph.image.height, turned: photograph.turned,
                faces: inspected, refusal: judgement.refusal, remarks: judgement.remarks)
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .engine(String(describing: error))
        }
    }

    package func findings(
        in photograph: PhotographSource, face choice: FaceChoice, isOneOfSeveral: Bool
    ) async throws(PortraitError) -> PhotographFindings {
        let name = photograph.name, image = try RGBImage(photograph: photograph)
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
            throw .engine(String(describing: error))
        }
    }

    private func inspected(_ face: DetectedFace, in image: RGBImage) throws -> InspectedFace {
        let landmarks = try analyzer.landmarkDetector.landmarks(of: face, in: image)
        let attributes = try analyzer.attributeEstimator?.attributes(of: face, in: image)
        return InspectedFace(
            box: FaceBox(x: face.left, y: face.top, width: face.width, height: face.height), score: face.score,
            keypoints: face.keypoints.map { FacePoint(x: $0.x, y: $0.y) },
            contours: FaceLandmarks.Contour.allCases.compactMap { contour in
                guard let points = landmarks?[contour], !points.isEmpty else { return nil }
                return FaceContour(
                    name: contour.rawValue, points: points.map { FacePoint(x: $0.x, y: $0.y) },
                    isClosed: contour.isClosed)
            },
            vector: try analyzer.embedder.vector(of: image, keypoints: face.keypoints) ?? [],
            age: attributes?.age, classWord: attributes?.classWord)
    }

    /// On the photograph as a portrait's only reference.
    private func judgement(on photograph: UprightPhotograph) throws -> PhotographJudgement {
        do {
            return try analyzer.judgement(on: try photograph.sitter(.only), of: photograph)
        } catch let refusal as PhotographRefusal {
            return PhotographJudgement(refusal: refusal, remarks: photograph.remarks)
        }
    }
}

extension RGBImage {
    /// The upright picture of a photograph, or why it cannot be used.
    package init(photograph: PhotographSource) throws(PortraitError) {
        do {
            switch photograph {
            case .file(let path):
                guard FileManager.default.fileExists(atPath: path) else {
                    throw PortraitError.notFound("there is no file \(path)")
                }
                try self.init(contentsOf: URL(fileURLWithPath: path))
            case .bytes(let bytes, _): try self.init(decoding: bytes)
            }
        } catch let error as PortraitError {
            throw error
        } catch {
            throw .photographRefused(name: photograph.name, reason: String(describing: error))
        }
    }
}
