import Checkpoints
import Diffusion
import FaceAnalysis
import Imaging
package import PortraitDomain
import Schedulers
import Tokenizers
import Torch
import TorchNN

extension PortraitError {
    /// Translates an error of the modules below.
    package init(engine error: any Error) {
        switch error {
        case let error as PortraitError: self = error
        case is CancellationError: self = .cancelled
        case let error as TorchError: self = .engine(error.description, advice: error.advice)
        case let error as MemoryBudget.TooSmall: self = .engine(error.description, advice: .allowMemory)
        case let error as NotFinite: self = .engine(error.description, advice: .renewWeights)
        case is CheckpointError, is WeightMismatch, is ModelError, is TokenizerError, is SchedulerError, is ImageError,
            is LowRankAdaptation.Failure:
            self = .badData(String(describing: error))
        case let error as TriggerError:
            self = .invalidRequest([RequestProblem(field: "words", message: String(describing: error))])
        default: self = PortraitError(faceNetworks: error)
        }
    }
}

/// Runs `body` and translates its errors.
package func reportingPortraitErrors<Result>(_ body: () throws -> Result) throws(PortraitError) -> Result {
    do {
        return try body()
    } catch {
        throw PortraitError(engine: error)
    }
}

extension TorchError {
    fileprivate var advice: PortraitAdvice? {
        switch self {
        case .outOfMemory: .paintLess
        case .deviceUnavailable(.noAnswer): .useProcessor
        case .deviceUnavailable(.noLibrary): .getCUDA
        case .failed: nil
        }
    }
}
