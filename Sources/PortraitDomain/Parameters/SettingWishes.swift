/// The settings that a request names; the others are the model's.
package struct SettingWishes: Sendable, Equatable {
    /// Settings that are not named have their standard value, so that equal wishes are equal.
    private var values = PortraitSettings()
    /// Keys.
    private var named: Set<String> = []

    package init() {}

    /// Every setting, so that nothing is left to the model.
    init(all settings: PortraitSettings) {
        for row in PortraitParameter.settings { row.setting?.access.copy(from: settings, to: &values) }
        named = Set(PortraitParameter.settings.map(\.key))
    }

    package subscript<Value: ParameterValue>(path: WritableKeyPath<PortraitSettings, Value>) -> Value? {
        get { Self.key(of: path).flatMap { named.contains($0) ? values[keyPath: path] : nil } }
        set {
            guard let key = Self.key(of: path) else { return }
            values[keyPath: path] = newValue ?? PortraitSettings()[keyPath: path]
            if newValue == nil { named.remove(key) } else { named.insert(key) }
        }
    }

    private static func key(of path: PartialKeyPath<PortraitSettings>) -> String? {
        PortraitParameter.settings.first { $0.setting?.path == path }?.key
    }

    package func apply(to settings: inout PortraitSettings) {
        for row in PortraitParameter.settings where named.contains(row.key) {
            row.setting?.access.copy(from: values, to: &settings)
        }
    }
}

extension ParameterAccess {
    fileprivate func copy(from source: Root, to target: inout Root) { set(&target, get(source)) }
}
