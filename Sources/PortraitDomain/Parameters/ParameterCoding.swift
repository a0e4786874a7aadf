/// A key of JSON objects whose fields come out of the table.
package struct ParameterKey: CodingKey, Hashable, ExpressibleByStringLiteral {
    package let stringValue: String
    package var intValue: Int? { nil }

    package init(_ name: String) { stringValue = name }
    package init(stringValue: String) { self.init(stringValue) }
    package init(stringLiteral name: String) { self.init(name) }
    package init?(intValue: Int) { nil }
}

extension ParameterValue {
    fileprivate static func value(
        _ key: ParameterKey, in values: KeyedDecodingContainer<ParameterKey>
    ) throws -> (any ParameterValue)? {
        try values.decodeIfPresent(Self.self, forKey: key)
    }
}

extension PortraitParameter {
    /// Reads a wish where there is one under `key`.
    package func decode(
        _ key: String, from values: KeyedDecodingContainer<ParameterKey>, into request: inout PortraitRequest
    ) throws {
        guard let value = try type.value(ParameterKey(key), in: values) else { return }
        wish.set(&request, value)
    }

    func encode(_ request: PortraitRequest, to values: inout KeyedEncodingContainer<ParameterKey>) throws {
        if let value = wish.get(request) { try values.encode(value, forKey: ParameterKey(name)) }
    }
}

extension PortraitParameter.Setting {
    fileprivate func decode(
        _ type: any ParameterValue.Type, from values: KeyedDecodingContainer<ParameterKey>,
        into settings: inout PortraitSettings
    ) throws {
        let key = ParameterKey(recordedName)
        guard let value = try type.value(key, in: values) ?? omitted else {
            throw DecodingError.keyNotFound(key, .init(codingPath: values.codingPath, debugDescription: "not there"))
        }
        access.set(&settings, value)
    }

    fileprivate func encode(
        _ settings: PortraitSettings, to values: inout KeyedEncodingContainer<ParameterKey>
    ) throws {
        guard let value = access.get(settings), value.text != omitted?.text else { return }
        try values.encode(value, forKey: ParameterKey(recordedName))
    }
}

// The form that pictures carry.
extension PortraitSettings: Codable {
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: ParameterKey.self)
        func optional<Value: Decodable>(_ key: ParameterKey) throws -> Value? {
            try values.decodeIfPresent(Value.self, forKey: key)
        }
        self.init()
        for row in PortraitParameter.settings { try row.setting?.decode(row.type, from: values, into: &self) }
        paintedSize = try optional("paintedSize")
        underdrawingEnds = try optional("underdrawingEnds")
        precision = try values.decode(PrecisionChoice.self, forKey: "precision")
        device = try values.decode(DeviceChoice.self, forKey: "device")
        memoryLimit = try optional("memoryLimit")
        threads = try optional("threads")
        faceNetworks = try optional("faceNetworks")
        medium = try optional("medium")
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: ParameterKey.self)
        for row in PortraitParameter.settings { try row.setting?.encode(self, to: &values) }
        try values.encodeIfPresent(paintedSize, forKey: "paintedSize")
        try values.encodeIfPresent(underdrawingEnds, forKey: "underdrawingEnds")
        try values.encode(precision, forKey: "precision")
        try values.encode(device, forKey: "device")
        try values.encodeIfPresent(memoryLimit, forKey: "memoryLimit")
        try values.encodeIfPresent(threads, forKey: "threads")
        try values.encodeIfPresent(faceNetworks, forKey: "faceNetworks")
        try values.encodeIfPresent(medium, forKey: "medium")
    }
}
