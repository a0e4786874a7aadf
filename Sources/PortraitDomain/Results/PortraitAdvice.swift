/// How a person can fix a failure. Each client has its own words for it: a command line names its options, a web page
/// its buttons.
package enum PortraitAdvice: String, Sendable, Codable, CaseIterable {
    /// Fewer or smaller pictures.
    case paintLess = "paint-less"
    /// The processor paints where no GPU answers.
    case useProcessor = "use-processor"
    /// A libtorch with its CUDA half, or the processor.
    case getCUDA = "get-cuda"
    /// One of the models that are there, or another folder of models.
    case chooseModel = "choose-model"
    /// The model once more, together with PhotoMaker's weights.
    case addPhotoMaker = "add-photomaker"
    /// Set-up fetches what is missing.
    case runSetUp = "run-set-up"
    /// A larger memory limit.
    case allowMemory = "allow-memory"
    /// The model's weights again, or a check of them.
    case renewWeights = "renew-weights"
    /// InsightFace's `buffalo_l`.
    case getFaceNetworks = "get-face-networks"
    /// The networks that the picture was made with, or these all the same.
    case matchFaceNetworks = "match-face-networks"
    /// The model that the picture was made with, or this one all the same.
    case matchModel = "match-model"
}
