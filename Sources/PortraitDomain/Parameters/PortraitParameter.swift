/// A row of the table of all parameters that a person can set (`PortraitParameter.all`).
///
/// Every client goes by the table: validation, the merging with a model's defaults, the command line, infotext,
/// recorded and stored JSON, `narcis.json` and replay are loops over it. A new setting is a property of
/// `PortraitSettings`, its row, and its use.
package struct PortraitParameter: Sendable {
    package enum Audience: Sendable {
        /// Shown to everyone.
        case everyone
        /// Shown by `--help-hidden` and the like.
        case expert
    }

    /// `detail-strength`: its name on command lines, in forms and in messages. `narcis.json` has underscores.
    package let key: String
    /// The property's name, which stored requests have.
    package let name: String
    /// Its name in a picture's infotext; nil where it is not a field of it.
    package let infotext: String?
    package let kind: ParameterKind
    /// The unit, or the whole that the number is a part of: "of the face's size".
    package let unit: String?
    /// One plain line, without range and period.
    package let help: String
    package let audience: Audience
    /// `Int.self`, `ImageSize.self`…
    package let type: any ParameterValue.Type

    /// Its location in a request; nil there leaves it to the model.
    package let wish: ParameterAccess<PortraitRequest>
    /// Its location in a picture's settings; nil where it is not one of them.
    package let setting: Setting?
    /// The value that a picture was made with.
    package let recorded: @Sendable (PortraitParameters) -> (any ParameterValue)?

    /// A parameter that is part of `PortraitSettings`.
    package struct Setting: Sendable {
        package let access: ParameterAccess<PortraitSettings>
        let path: any PartialKeyPath<PortraitSettings> & Sendable
        /// Its name in recorded JSON.
        let recordedName: String
        /// The value that recorded JSON leaves out; nil for a setting that is always recorded. A setting that is added
        /// later needs one, so that pictures recorded before can still be read.
        let omitted: (any ParameterValue)?
    }
}

/// The location of a parameter in a value.
package struct ParameterAccess<Root>: Sendable {
    package let get: @Sendable (Root) -> (any ParameterValue)?
    /// Sets a value of the parameter's type; nil removes an optional one.
    package let set: @Sendable (inout Root, (any ParameterValue)?) -> Void
}

extension ParameterAccess {
    init<Value: ParameterValue>(_ path: any WritableKeyPath<Root, Value> & Sendable) {
        get = { $0[keyPath: path] }
        set = { root, value in if let value = value as? Value { root[keyPath: path] = value } }
    }

    init<Value: ParameterValue>(_ path: any WritableKeyPath<Root, Value?> & Sendable) {
        get = { $0[keyPath: path] }
        set = { root, value in root[keyPath: path] = value as? Value }
    }
}

extension PortraitParameter {
    /// A row for a property of `PortraitSettings`.
    static func setting<Value: ParameterValue>(
        _ key: String, _ path: any WritableKeyPath<PortraitSettings, Value> & Sendable, _ kind: ParameterKind,
        name: String? = nil, infotext: String, unit: String? = nil, for audience: Audience = .expert,
        recordedAs recordedName: String? = nil, omitted: Value? = nil,
        recorded: @escaping @Sendable (PortraitParameters) -> Value? = { _ in nil }, help: String
    ) -> PortraitParameter {
        let name = name ?? key.camelCased
        let wish = ParameterAccess<PortraitRequest>(
            get: { $0.settings[path] }, set: { $0.settings[path] = $1 as? Value })
        return PortraitParameter(
            key: key, name: name, infotext: infotext, kind: kind, unit: unit, help: help, audience: audience,
            type: Value.self, wish: wish,
            setting: Setting(
                access: ParameterAccess(path), path: path, recordedName: recordedName ?? name, omitted: omitted),
            recorded: { recorded($0) ?? $0.settings[keyPath: path] })
    }

    /// A row for a property of `PortraitRequest` that no picture's settings have.
    static func wish<Value: ParameterValue>(
        _ key: String, _ access: ParameterAccess<PortraitRequest>, _ type: Value.Type, _ kind: ParameterKind,
        name: String? = nil, infotext: String? = nil, for audience: Audience = .everyone,
        recorded: @escaping @Sendable (PortraitParameters) -> Value? = { _ in nil }, help: String
    ) -> PortraitParameter {
        PortraitParameter(
            key: key, name: name ?? key.camelCased, infotext: infotext, kind: kind, unit: nil, help: help,
            audience: audience, type: type, wish: access, setting: nil, recorded: { recorded($0) })
    }
}

extension PortraitParameter {
    /// A row for a property of `MediumWishes`.
    static func medium<Value: ParameterValue>(
        _ key: String, _ path: any WritableKeyPath<MediumWishes, Value?> & Sendable, _ kind: ParameterKind,
        infotext: String? = nil, for audience: Audience = .everyone,
        recorded: @escaping @Sendable (MediumSettings) -> Value? = { _ in nil }, help: String
    ) -> PortraitParameter {
        let access = ParameterAccess<PortraitRequest>(
            get: { $0.medium[keyPath: path] }, set: { $0.medium[keyPath: path] = $1 as? Value })
        return .wish(
            key, access, Value.self, kind, infotext: infotext, for: audience,
            recorded: { $0.settings.medium.flatMap(recorded) }, help: help)
    }
}

extension PortraitParameter {
    /// The help line with the allowed values: "Candidates per picture; the most similar one is kept (1–16)."
    package var helpLine: String {
        let range = kind.range.map { $0 + (unit.map { " \($0)" } ?? "") }
        let notes = [range, standard.map { "default: \($0)" }].compactMap(\.self)
        return help + (notes.isEmpty ? "." : " (\(notes.joined(separator: "; "))).")
    }

    /// A request's default as text; nil where the model decides.
    package var standard: String? {
        wish.get(PortraitRequest(photographs: [], prompt: .words("")))?.text
    }

    /// Sets a typed value in a request; false where the text is no such value.
    package func read(_ text: String, into request: inout PortraitRequest) -> Bool {
        guard let value = type.parsed(text) else { return false }
        wish.set(&request, value)
        return true
    }

    func problem(of value: (any ParameterValue)?) -> RequestProblem? {
        value.flatMap(kind.problem).map { RequestProblem(field: key, message: $0) }
    }
}

extension String {
    /// `detailStrength` for `detail-strength`.
    fileprivate var camelCased: String {
        let words = split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
