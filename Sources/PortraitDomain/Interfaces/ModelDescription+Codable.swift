extension ModelDescription: Codable {
    private enum Key: String, CodingKey {
        case name, defaults, attempts, styles, tokensPerPhotograph, sizes, memory, media
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            name: try values.decode(String.self, forKey: .name),
            defaults: try values.decode(PortraitSettings.self, forKey: .defaults),
            attempts: try values.decode(Int.self, forKey: .attempts),
            styles: try values.decode([String].self, forKey: .styles),
            tokensPerPhotograph: try values.decode(Int.self, forKey: .tokensPerPhotograph),
            sizes: try values.decodeIfPresent(PaintingSizes.self, forKey: .sizes),
            memory: try values.decodeIfPresent([String: Int].self, forKey: .memory) ?? [:])
        media = try values.decodeIfPresent(MediaOffer.self, forKey: .media) ?? media
        let problems = problems
        guard problems.isEmpty else { throw PortraitError.invalidRequest(problems) }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .name)
        try values.encode(defaults, forKey: .defaults)
        try values.encode(attempts, forKey: .attempts)
        try values.encode(styles, forKey: .styles)
        try values.encode(tokensPerPhotograph, forKey: .tokensPerPhotograph)
        try values.encodeIfPresent(sizes, forKey: .sizes)
        try values.encode(memory, forKey: .memory)
        try values.encode(media, forKey: .media)
    }

    private var problems: [RequestProblem] {
        var found = defaults.problems
        found += [PortraitParameter.attempts.problem(of: attempts)].compactMap(\.self)
        if let problem = ParameterKind.integer(0...77).problem(of: tokensPerPhotograph) {
            found.append(RequestProblem(field: "tokens-per-photograph", message: problem))
        }
        return found
    }
}

extension PaintingSizes: Codable {
    private enum Key: String, CodingKey {
        case native, multiple, enlargement
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            native: try values.decode(ImageSize.self, forKey: .native),
            multiple: try values.decode(Int.self, forKey: .multiple),
            enlargement: try values.decode(Int.self, forKey: .enlargement))
        // It divides by the multiple and multiplies the sides.
        let sides = 1...8192
        guard sides.contains(native.width), sides.contains(native.height), sides.contains(multiple),
            (1...8).contains(enlargement)
        else {
            throw DecodingError.dataCorruptedError(forKey: .native, in: values, debugDescription: "sizes out of range")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(native, forKey: .native)
        try values.encode(multiple, forKey: .multiple)
        try values.encode(enlargement, forKey: .enlargement)
    }
}

extension MediaOffer: Codable {
    private enum Key: String, CodingKey {
        case media, palettes, grounds, lights, isDefault
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            media: try values.decode([MediumDescription].self, forKey: .media),
            palettes: try values.decode([String].self, forKey: .palettes),
            grounds: try values.decode([String].self, forKey: .grounds),
            lights: try values.decode([String].self, forKey: .lights),
            isDefault: try values.decode(Bool.self, forKey: .isDefault))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(media, forKey: .media)
        try values.encode(palettes, forKey: .palettes)
        try values.encode(grounds, forKey: .grounds)
        try values.encode(lights, forKey: .lights)
        try values.encode(isDefault, forKey: .isDefault)
    }
}
