package import Foundation
package import Imaging
package import NeuralInference

/// All face networks of one folder.
package struct FaceAnalyzer: Sendable {
    package let detector: FaceDetector
    package let embedder: FaceEmbedder
    package let landmarkDetector: LandmarkDetector
    /// nil where the folder has no network for it.
    package let attributeEstimator: AttributeEstimator?
    /// nil where neither folder has the face mesh.
    package let meshDetector: LandmarkDetector?
    /// nil where neither folder has its network.
    package let personSegmenter: PersonSegmenter?
    /// Which networks these are: `buffalo_l`, or `default` for those that set-up fetched. Their vectors do not compare.
    package let name: String
    /// The files of the networks that a face goes through: not those of a mesh beside other landmarks and of the person.
    package let files: [URL]
    /// The files of the face mesh and of the person's network, those that are there: what a medium draws from.
    package let formFiles: [URL]

    /// Loads what set-up fetched (`scrfd.onnx`, `sface.onnx`, `face_landmark.tflite`, `age-v1.onnx`,
    /// `gender-v1.onnx`), or InsightFace's `buffalo_l` where the folder holds that (`det_10g.onnx`, `w600k_r50.onnx`,
    /// `2d106det.onnx`, `genderage.onnx`).
    /// - Parameter defaults: what set-up fetched, for the face mesh and the person's network (`person_mask.tflite`) where
    ///   `folder` has none.
    package init(folder: URL, defaults: URL? = nil, threads: Int = 2) throws(NeuralInferenceError) {
        func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) }
        func has(_ name: String) -> Bool { exists(folder.appending(path: name)) }
        func lent(_ name: String) -> URL? {
            [folder, defaults].compactMap { $0?.appending(path: name) }.first(where: exists)
        }
        var files: [URL] = []
        func url(_ name: String) -> URL {
            files.append(folder.appending(path: name))
            return folder.appending(path: name)
        }
        name = has("det_10g.onnx") ? "buffalo_l" : "default"
        if has("det_10g.onnx") {
            detector = try FaceDetector(contentsOf: url("det_10g.onnx"), threads: threads)
            embedder = try FaceEmbedder(contentsOf: url("w600k_r50.onnx"), kind: .arcFace, threads: threads)
            landmarkDetector = try LandmarkDetector(
                contentsOf: url("2d106det.onnx"), kind: .insightFace, threads: threads)
            meshDetector =
                if let mesh = lent("face_landmark.tflite") {
                    try LandmarkDetector(contentsOf: mesh, kind: .mesh, threads: threads)
                } else {
                    nil
                }
        } else {
            detector = try FaceDetector(contentsOf: url("scrfd.onnx"), threads: threads)
            embedder = try FaceEmbedder(contentsOf: url("sface.onnx"), kind: .sface, threads: threads)
            landmarkDetector = try LandmarkDetector(
                contentsOf: url("face_landmark.tflite"), kind: .mesh, threads: threads)
            meshDetector = landmarkDetector
        }
        attributeEstimator =
            if has("genderage.onnx") {
                try AttributeEstimator(insightFace: url("genderage.onnx"), threads: threads)
            } else if has("age-v1.onnx"), has("gender-v1.onnx") {
                try AttributeEstimator(age: url("age-v1.onnx"), gender: url("gender-v1.onnx"), threads: threads)
            } else {
                nil
            }
        personSegmenter =
            if let mask = lent("person_mask.tflite") {
                try PersonSegmenter(contentsOf: mask, threads: threads)
            } else {
                nil
            }
        self.files = files
        formFiles = ["face_landmark.tflite", "person_mask.tflite"].compactMap(lent)
    }

    /// Every face, left to right: the order in which faces are numbered.
    package func faces(in image: RGBImage) throws(NeuralInferenceError) -> [DetectedFace] {
        try detector.faces(in: image).sorted { $0.center.x < $1.center.x }
    }

    /// Every face of a painted portrait, left to right.
    package func paintedFaces(in image: RGBImage) throws(NeuralInferenceError) -> [DetectedFace] {
        try detector.paintedFaces(in: image).sorted { $0.center.x < $1.center.x }
    }
}
