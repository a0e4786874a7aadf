import JSON

/// The text form of generation parameters that image tools have come to share, as AUTOMATIC1111's web interface
/// introduced it (`modules/processing.py`, `create_infotext`):
///
///     a prompt, of one or more lines
///     Negative prompt: of one or more lines
///     Steps: 20, Sampler: Euler, CFG scale: 5, Seed: 1, Size: 256x256, …
///
/// The form cannot hold everything: a prompt loses blanks at the ends of its lines, and a line of it that starts with
/// `Negative prompt:` begins the negative prompt. `PortraitParameters` as JSON is the exact record.
package struct Infotext: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var prompt: String
    /// nil where there is no such line.
    package var negativePrompt: String?
    package var fields: [Field]

    package init(prompt: String, negativePrompt: String?, fields: [Field]) {
        self.prompt = prompt
        self.negativePrompt = negativePrompt
        self.fields = fields
    }

    /// The text.
    package var text: String {
        var lines = [prompt]
        if let negativePrompt { lines.append(Self.negativeMark + " " + negativePrompt) }
        lines.append(fields.map { "\($0.name): \(Self.quoted($0.value))" }.joined(separator: ", "))
        return lines.joined(separator: "\n")
    }

    static let negativeMark = "Negative prompt:"

    /// Values with a comma, colon, quote or line break stand in double quotes with JSON's escapes.
    static func quoted(_ value: String) -> String {
        let special: Set<Unicode.Scalar> = [",", ":", "\n", "\r", "\"", "\\"]
        let isPlain = !value.unicodeScalars.contains { special.contains($0) || $0.value < 0x20 }
        let hasOuterBlanks = value.first?.isWhitespace == true || value.last?.isWhitespace == true
        guard !isPlain || hasOuterBlanks || value.isEmpty else { return value }
        return JSONText.quoted(value)
    }
}

extension Infotext {
    /// The fields that other tools write, in their order, then ours.
    package init(_ parameters: PortraitParameters) {
        func fields(_ rows: [PortraitParameter]) -> [Field] {
            rows.compactMap { row in
                guard let name = row.infotext, let value = row.recorded(parameters) else { return nil }
                return Field(name, value.infotext)
            }
        }
        let settings = parameters.settings, prompt = parameters.prompt
        var all = fields(PortraitParameter.shared)
        if let hash = parameters.model.shortHash { all.append(Field("Model hash", hash)) }
        all.append(Field("Model", parameters.model.name))
        all += fields(PortraitParameter.own)
        all += [
            Field("Precision", settings.precision.rawValue),
            Field("Device", settings.device.rawValue),
            Field("Trigger word", prompt.triggerWord),
            Field("Class word", prompt.classWord),
        ]
        all += fields(PortraitParameter.media)
        all += fields(PortraitParameter.wishes)
        if prompt.words != prompt.text { all.append(Field("Words", prompt.words)) }
        all.append(Field("Version", "narcis " + parameters.engineVersion))
        self.init(prompt: prompt.text, negativePrompt: parameters.negativePrompt, fields: all)
    }
}

extension ModelIdentity {
    /// The first ten hex digits of the denoiser's hash, as other tools name a checkpoint.
    package var shortHash: String? {
        let denoiser = files.keys.sorted().first { $0.hasPrefix("unet/") && !$0.hasSuffix(".json") }
        return (denoiser ?? files.keys.min()).flatMap { files[$0] }.map { String($0.prefix(10)) }
    }
}
