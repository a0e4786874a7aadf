extension MediumWishes: Codable {
    private enum Key: String, CodingKey {
        case isOn, medium, variation, palette, color, ground, light, page, recorded
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init()
        isOn = try values.decodeIfPresent(Bool.self, forKey: .isOn) ?? isOn
        medium = try values.decodeIfPresent(String.self, forKey: .medium)
        variation = try values.decodeIfPresent(Int.self, forKey: .variation)
        palette = try values.decodeIfPresent(String.self, forKey: .palette)
        color = try values.decodeIfPresent(String.self, forKey: .color)
        ground = try values.decodeIfPresent(String.self, forKey: .ground)
        light = try values.decodeIfPresent(String.self, forKey: .light)
        page = try values.decodeIfPresent(ImageSize.self, forKey: .page)
        recorded = try values.decodeIfPresent(MediumSettings.self, forKey: .recorded)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(isOn, forKey: .isOn)
        try values.encodeIfPresent(medium, forKey: .medium)
        try values.encodeIfPresent(variation, forKey: .variation)
        try values.encodeIfPresent(palette, forKey: .palette)
        try values.encodeIfPresent(color, forKey: .color)
        try values.encodeIfPresent(ground, forKey: .ground)
        try values.encodeIfPresent(light, forKey: .light)
        try values.encodeIfPresent(page, forKey: .page)
        try values.encodeIfPresent(recorded, forKey: .recorded)
    }

    /// What is out of range whatever media there are. `MediaOffer` checks the names when it is known.
    var problems: [RequestProblem] {
        var found = recorded?.problems ?? []
        if let variation, !(0...99).contains(variation) {
            found.append(RequestProblem(field: "medium", message: "has variation \(variation); it must be 0 to 99"))
        }
        if let color, !color.isHexadecimalColor {
            found.append(RequestProblem(field: "palette", message: "has a color that is not six hexadecimal digits"))
        }
        if let page, let problem = PageSize(page).problem {
            found.append(RequestProblem(field: "page", message: problem))
        }
        return found
    }
}

extension VectorFormat: Codable {}
