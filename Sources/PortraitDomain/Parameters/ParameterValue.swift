package import Schedulers

/// A parameter's value. Command lines, forms and messages show its text; files hold its JSON.
package protocol ParameterValue: Sendable, Hashable, Codable {
    /// nil where the text is not such a value.
    static func parsed(_ text: String) -> Self?
    var text: String { get }
    /// As other tools write it into pictures.
    var infotext: String { get }
}

extension ParameterValue {
    package var infotext: String { text }
}

extension ParameterValue where Self: LosslessStringConvertible {
    package static func parsed(_ text: String) -> Self? { Self(text) }
    package var text: String { description }
}

extension ParameterValue where Self: RawRepresentable, RawValue == String {
    package static func parsed(_ text: String) -> Self? { Self(rawValue: text) }
    package var text: String { rawValue }
}

extension Int: ParameterValue {}
extension UInt64: ParameterValue {}
extension String: ParameterValue {}
extension ImageSize: ParameterValue {}
extension FaceChoice: ParameterValue {}
extension GuidancePlan.Tail: ParameterValue {}

extension Double: ParameterValue {
    /// Without a needless ".0": 5, 0.5, 7.25.
    package var text: String {
        self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : description
    }
}

extension SchedulerKind: ParameterValue {
    package var infotext: String { traits.name }
}

extension ScheduleChoice: ParameterValue {
    package var infotext: String {
        switch self {
        case .aysTimesteps: "Align Your Steps timesteps"
        case .aysSigmas: "Align Your Steps"
        case .leading: "Leading"
        case .trailing: "Trailing"
        }
    }
}
