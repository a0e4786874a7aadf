extension ModelDescription: Decodable {
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
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

    private var problems: [RequestProblem] {
        var found = defaults.problems
        found += [PortraitParameter.attempts.problem(of: attempts)].compactMap(\.self)
        if let problem = ParameterKind.integer(0...77).problem(of: tokensPerPhotograph) {
            found.append(RequestProblem(field: "tokens-per-photograph", message: problem))
        }
        return found
    }
}

extension PaintingSizes: Decodable {
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
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
}
