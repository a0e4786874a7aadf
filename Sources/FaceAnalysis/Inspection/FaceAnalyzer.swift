package import Foundation
package import Imaging
package import NeuralInference
package import PortraitDomain
import Synchronization

/// All face networks of one folder. Those that judge a photograph are loaded at once, the others when they are first
/// used: a bad photograph is refused without them.
package struct FaceAnalyzer: Sendable {
    package let detector: FaceDetector
    package let landmarkDetector: LandmarkDetector
    /// The networks' family: `buffalo_l`, or `default` for those that set-up fetched. Vectors of two families do not
    /// compare.
    package let name: String
    /// Whether set-up fetched the networks.
    var isFetched: Bool { name == "default" }
    /// The files of the networks that a face goes through: not those of a mesh beside other landmarks and of the
    /// person.
    package let files: [URL]
    /// The files of the face mesh and of the person's network, those that exist: what a medium draws from.
    package let formFiles: [URL]
    private let embedding: OnDemand<FaceEmbedder>
    private let attributes: OnDemand<AttributeEstimator>?
    private let mesh: OnDemand<LandmarkDetector>?
    private let person: OnDemand<PersonSegmenter>?

    package var embedder: FaceEmbedder { get throws(NeuralInferenceError) { try embedding.value } }
    /// nil where the folder has no network for it.
    package var attributeEstimator: AttributeEstimator? {
        get throws(NeuralInferenceError) { try attributes?.value }
    }
    /// nil where neither folder has the face mesh.
    package var meshDetector: LandmarkDetector? { get throws(NeuralInferenceError) { try mesh?.value } }
    /// nil where neither folder has its network.
    package var personSegmenter: PersonSegmenter? { get throws(NeuralInferenceError) { try person?.value } }

    /// Finds what set-up fetched (`scrfd.onnx`, `sface.onnx`, `face_landmark.tflite`, `age-v1.onnx`, `gender-v1.onnx`),
    /// or InsightFace's `buffalo_l` where the folder holds that (`det_10g.onnx`, `w600k_r50.onnx`, `2d106det.onnx`,
    /// `genderage.onnx`).
    /// - Parameter defaults: what set-up fetched, for the face mesh and the person's network (`person_mask.tflite`) where
    ///   `folder` has none.
    package init(folder: URL, defaults: URL? = nil, threads: Int = 2) throws(NeuralInferenceError) {
        func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) }
        func own(_ names: [String]) -> [URL]? {
            let urls = names.map { folder.appending(path: $0) }
            return urls.allSatisfy(exists) ? urls : nil
        }
        func lent(_ name: String) -> URL? {
            [folder, defaults].compactMap { $0?.appending(path: name) }.first(where: exists)
        }
        let isInsightFace = own(["det_10g.onnx"]) != nil
        name = isInsightFace ? "buffalo_l" : "default"
        let needed =
            (isInsightFace
            ? ["det_10g.onnx", "w600k_r50.onnx", "2d106det.onnx"]
            : ["scrfd.onnx", "sface.onnx", "face_landmark.tflite"]).map { folder.appending(path: $0) }
        if let missing = needed.first(where: { !exists($0) }) {
            throw .missingFile(path: missing.path(percentEncoded: false))
        }
        detector = try FaceDetector(contentsOf: needed[0], threads: threads)
        embedding = OnDemand { () throws(NeuralInferenceError) in
            try FaceEmbedder(contentsOf: needed[1], kind: isInsightFace ? .arcFace : .sface, threads: threads)
        }
        let landmarks = try LandmarkDetector(
            contentsOf: needed[2], kind: isInsightFace ? .insightFace : .mesh, threads: threads)
        landmarkDetector = landmarks
        mesh = lent("face_landmark.tflite").map { file in
            OnDemand { () throws(NeuralInferenceError) in
                isInsightFace ? try LandmarkDetector(contentsOf: file, kind: .mesh, threads: threads) : landmarks
            }
        }
        let insightFace = own(["genderage.onnx"]), dlib = own(["age-v1.onnx", "gender-v1.onnx"])
        attributes = (insightFace ?? dlib).map { files in
            OnDemand { () throws(NeuralInferenceError) in
                insightFace == nil
                    ? try AttributeEstimator(age: files[0], gender: files[1], threads: threads)
                    : try AttributeEstimator(insightFace: files[0], threads: threads)
            }
        }
        person = lent("person_mask.tflite").map { file in
            OnDemand { () throws(NeuralInferenceError) in try PersonSegmenter(contentsOf: file, threads: threads) }
        }
        files = needed + (insightFace ?? dlib ?? [])
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

extension PortraitError {
    /// The error for face networks that cannot be loaded, or whatever else is wrong with them.
    /// - Parameter areFetched: whether set-up fetched them, so that it may mend them.
    package init(faceNetworks error: any Error, areFetched: Bool = true) {
        switch error as? NeuralInferenceError {
        case .outOfMemory: self = .engine("there is too little memory for the face networks", advice: .paintLess)
        case .missingFile, .unreadableModel, .dynamicShape:
            self = .notFound(
                "the face networks cannot be loaded: \(error)", advice: areFetched ? .runSetUp : nil)
        default: self = .engine(String(describing: error))
        }
    }
}

/// A network that is loaded when it is first used. A failure is not kept.
private final class OnDemand<Network: Sendable>: Sendable {
    private let loaded = Mutex<Network?>(nil)
    private let load: @Sendable () throws(NeuralInferenceError) -> Network

    init(_ load: @escaping @Sendable () throws(NeuralInferenceError) -> Network) { self.load = load }

    var value: Network {
        get throws(NeuralInferenceError) {
            try loaded.withLock { (loaded) throws(NeuralInferenceError) in
                if let loaded { return loaded }
                let network = try load()
                loaded = network
                return network
            }
        }
    }
}
