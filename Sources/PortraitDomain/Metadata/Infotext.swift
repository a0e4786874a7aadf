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
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

extension Infotext {
    /// The fields in the order in which other tools write them; what is ours follows.
    package init(_ parameters: PortraitParameters) {
        let settings = parameters.settings
        let prompt = parameters.prompt
        var fields = [
            Field("Steps", String(settings.steps)),
            Field("Sampler", settings.scheduler.infotextName),
            Field("Schedule type", settings.schedule.infotextName),
            Field("CFG scale", decimal(settings.guidanceScale)),
            Field("Seed", String(parameters.seed)),
            Field("Size", (settings.medium?.page ?? settings.size).description),
        ]
        if let hash = parameters.model.shortHash { fields.append(Field("Model hash", hash)) }
        fields += [
            Field("Model", parameters.model.name),
            Field("Guidance tail", settings.guidanceTail.rawValue),
            Field("Start merge step", String(settings.startMergeStep)),
            Field("Identity scale", decimal(settings.identityScale)),
            Field("Detail steps", String(settings.detailSteps)),
            Field("Detail strength", decimal(settings.detailStrength)),
            Field("Feather", decimal(settings.feather)),
            Field("Forehead", decimal(settings.forehead)),
            Field("Face padding", decimal(settings.facePadding)),
            Field("Underdrawing", decimal(settings.underdrawing)),
            Field("Underdrawing reach", decimal(settings.underdrawingReach)),
            Field("Face", parameters.face.description),
            Field("Precision", settings.precision.rawValue),
            Field("Device", settings.device.rawValue),
            Field("Trigger word", prompt.triggerWord),
            Field("Class word", prompt.classWord),
        ]
        if let medium = settings.medium {
            fields.append(Field("Medium", "\(medium.medium) \(medium.variation + 1)"))
            fields.append(Field("Palette", medium.palette + (medium.color.map { " \($0)" } ?? "")))
            fields.append(Field("Ground", medium.ground))
            if let light = medium.light { fields.append(Field("Light", light)) }
        }
        if let style = prompt.style { fields.append(Field("Style", style)) }
        if prompt.words != prompt.text { fields.append(Field("Words", prompt.words)) }
        fields.append(Field("Version", "narcis " + parameters.engineVersion))
        self.init(prompt: prompt.text, negativePrompt: parameters.negativePrompt, fields: fields)
    }
}

extension SchedulerChoice {
    package var infotextName: String {
        switch self {
        case .euler: "Euler"
        case .dpmpp2m: "DPM++ 2M"
        case .ddim: "DDIM"
        }
    }
}

extension ScheduleChoice {
    package var infotextName: String {
        switch self {
        case .aysTimesteps: "Align Your Steps timesteps"
        case .aysSigmas: "Align Your Steps"
        case .leading: "Leading"
        case .trailing: "Trailing"
        }
    }
}

extension ModelIdentity {
    /// The first ten hex digits of the denoiser's hash, as other tools name a checkpoint.
    package var shortHash: String? {
        let denoiser = files.keys.sorted().first { $0.hasPrefix("unet/") && !$0.hasSuffix(".json") }
        return (denoiser ?? files.keys.min()).flatMap { files[$0] }.map { String($0.prefix(10)) }
    }
}
