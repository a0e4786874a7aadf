/// The noise levels that the solver visits.
package enum ScheduleChoice: String, Sendable, Codable, CaseIterable {
    /// Align Your Steps, interpolated log-linearly over its ten timesteps.
    case aysTimesteps = "ays-timesteps"
    /// Align Your Steps, interpolated log-linearly over its eleven sigmas.
    case aysSigmas = "ays-sigmas"
    case leading
    case trailing
}

/// Where the model runs.
package enum DeviceChoice: String, Sendable, Codable, CaseIterable {
    case cpu
    case cuda
}

/// The number type of weights and activations.
package enum PrecisionChoice: String, Sendable, Codable, CaseIterable {
    case float32
    case float16
    case bfloat16
}

/// Width and height in pixels.
package struct ImageSize: Sendable, Hashable, Codable, LosslessStringConvertible {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// `WIDTHxHEIGHT`, or one number for a square.
    package init?(_ text: String) {
        let parts = text.lowercased().split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "x" || $0 == "×" }
        )
        .map { Int($0) }
        switch parts.count {
        case 1:
            guard let side = parts[0] else { return nil }
            self.init(width: side, height: side)
        case 2:
            guard let width = parts[0], let height = parts[1] else { return nil }
            self.init(width: width, height: height)
        default: return nil
        }
    }

    package var description: String { "\(width)x\(height)" }
}
