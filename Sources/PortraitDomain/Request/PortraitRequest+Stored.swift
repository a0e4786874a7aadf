// The keys of `StoredRequest`'s JSON: the table's, and those of what no person can set.
extension PortraitRequest {
    /// Reads everything but the photographs. What is missing has its default; only the prompt must be there.
    init(storedIn values: KeyedDecodingContainer<ParameterKey>) throws {
        func optional<Value: Decodable>(_ key: ParameterKey) throws -> Value? {
            try values.decodeIfPresent(Value.self, forKey: key)
        }
        self.init(photographs: [], prompt: try values.decode(PromptSource.self, forKey: "prompt"))
        for row in PortraitParameter.all { try row.decode(row.name, from: values, into: &self) }
        medium.recorded = try optional("recordedMedium")
        vectors = try optional("vectors")
        keepsFilm = try optional("keepsFilm") ?? keepsFilm
        faceNetworks = try optional("faceNetworks")
        repeated = try optional("repeated")
        modelName = try optional("modelName")
        keepsStages = try optional("keepsStages") ?? keepsStages
        wantsPreviews = try optional("wantsPreviews") ?? wantsPreviews
    }

    /// Writes everything but the photographs.
    func store(in values: inout KeyedEncodingContainer<ParameterKey>) throws {
        try values.encode(prompt, forKey: "prompt")
        for row in PortraitParameter.all { try row.encode(self, to: &values) }
        try values.encodeIfPresent(medium.recorded, forKey: "recordedMedium")
        try values.encodeIfPresent(vectors, forKey: "vectors")
        try values.encode(keepsFilm, forKey: "keepsFilm")
        try values.encodeIfPresent(faceNetworks, forKey: "faceNetworks")
        try values.encodeIfPresent(repeated, forKey: "repeated")
        try values.encodeIfPresent(modelName, forKey: "modelName")
        try values.encode(keepsStages, forKey: "keepsStages")
        try values.encode(wantsPreviews, forKey: "wantsPreviews")
    }
}
