extension PortraitRequest {
    /// The keys of `StoredRequest`'s JSON.
    enum StoredKey: String, CodingKey, CaseIterable {
        case version, photographs, face, prompt, style, negativePrompt, count, attempts, seed
        case steps, detailSteps, guidanceScale, guidanceTail, scheduler, schedule, size, startMergeStep, identityScale
        case detailStrength, feather, forehead, facePadding, underdrawing, underdrawingReach
        case medium, vectors, keepsFilm, faceNetworks, repeated, modelName, keepsStages, wantsPreviews
    }

    /// Reads everything but the photographs. What is missing has its default; only the prompt must be there.
    init(storedIn values: KeyedDecodingContainer<StoredKey>) throws {
        func optional<Value: Decodable>(_ key: StoredKey) throws -> Value? {
            try values.decodeIfPresent(Value.self, forKey: key)
        }
        self.init(photographs: [], prompt: try values.decode(PromptSource.self, forKey: .prompt))
        face = try optional(.face) ?? face
        style = try optional(.style)
        negativePrompt = try optional(.negativePrompt)
        count = try optional(.count) ?? count
        attempts = try optional(.attempts)
        seed = try optional(.seed)
        steps = try optional(.steps)
        detailSteps = try optional(.detailSteps)
        guidanceScale = try optional(.guidanceScale)
        guidanceTail = try optional(.guidanceTail)
        scheduler = try optional(.scheduler)
        schedule = try optional(.schedule)
        size = try optional(.size)
        startMergeStep = try optional(.startMergeStep)
        identityScale = try optional(.identityScale)
        detailStrength = try optional(.detailStrength)
        feather = try optional(.feather)
        forehead = try optional(.forehead)
        facePadding = try optional(.facePadding)
        underdrawing = try optional(.underdrawing)
        underdrawingReach = try optional(.underdrawingReach)
        medium = try optional(.medium)
        vectors = try optional(.vectors)
        keepsFilm = try optional(.keepsFilm) ?? keepsFilm
        faceNetworks = try optional(.faceNetworks)
        repeated = try optional(.repeated)
        modelName = try optional(.modelName)
        keepsStages = try optional(.keepsStages) ?? keepsStages
        wantsPreviews = try optional(.wantsPreviews) ?? wantsPreviews
    }

    /// Writes everything but the photographs.
    func store(in values: inout KeyedEncodingContainer<StoredKey>) throws {
        try values.encode(face, forKey: .face)
        try values.encode(prompt, forKey: .prompt)
        try values.encodeIfPresent(style, forKey: .style)
        try values.encodeIfPresent(negativePrompt, forKey: .negativePrompt)
        try values.encode(count, forKey: .count)
        try values.encodeIfPresent(attempts, forKey: .attempts)
        try values.encodeIfPresent(seed, forKey: .seed)
        try values.encodeIfPresent(steps, forKey: .steps)
        try values.encodeIfPresent(detailSteps, forKey: .detailSteps)
        try values.encodeIfPresent(guidanceScale, forKey: .guidanceScale)
        try values.encodeIfPresent(guidanceTail, forKey: .guidanceTail)
        try values.encodeIfPresent(scheduler, forKey: .scheduler)
        try values.encodeIfPresent(schedule, forKey: .schedule)
        try values.encodeIfPresent(size, forKey: .size)
        try values.encodeIfPresent(startMergeStep, forKey: .startMergeStep)
        try values.encodeIfPresent(identityScale, forKey: .identityScale)
        try values.encodeIfPresent(detailStrength, forKey: .detailStrength)
        try values.encodeIfPresent(feather, forKey: .feather)
        try values.encodeIfPresent(forehead, forKey: .forehead)
        try values.encodeIfPresent(facePadding, forKey: .facePadding)
        try values.encodeIfPresent(underdrawing, forKey: .underdrawing)
        try values.encodeIfPresent(underdrawingReach, forKey: .underdrawingReach)
        try values.encodeIfPresent(medium, forKey: .medium)
        try values.encodeIfPresent(vectors, forKey: .vectors)
        try values.encode(keepsFilm, forKey: .keepsFilm)
        try values.encodeIfPresent(faceNetworks, forKey: .faceNetworks)
        try values.encodeIfPresent(repeated, forKey: .repeated)
        try values.encodeIfPresent(modelName, forKey: .modelName)
        try values.encode(keepsStages, forKey: .keepsStages)
        try values.encode(wantsPreviews, forKey: .wantsPreviews)
    }
}

extension RepeatedPicture: Codable {
    private enum Key: String, CodingKey {
        case turned, paintedSize, underdrawingEnds
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            turned: try values.decodeIfPresent([Int].self, forKey: .turned),
            paintedSize: try values.decodeIfPresent(ImageSize.self, forKey: .paintedSize),
            underdrawingEnds: try values.decodeIfPresent(Bool.self, forKey: .underdrawingEnds))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encodeIfPresent(turned, forKey: .turned)
        try values.encodeIfPresent(paintedSize, forKey: .paintedSize)
        try values.encodeIfPresent(underdrawingEnds, forKey: .underdrawingEnds)
    }
}
