import PortraitDomain
import Torch

extension ScalarKind {
    var choice: PrecisionChoice {
        switch self {
        case .bfloat16: .bfloat16
        case .float16: .float16
        default: .float32
        }
    }
}
