/// A request as stores and queues keep it: its photographs are references, so that nothing of a sitter is copied into
/// rows, logs and backups. A `PortraitRequest` itself is not `Codable` for that reason: it may hold bytes.
package struct StoredRequest: Sendable, Equatable {
    package static let currentVersion = 1

    package let photographs: [PhotographReference]
    /// The request without its photographs.
    package let wishes: PortraitRequest

    package init(photographs: [PhotographReference], wishes: PortraitRequest) {
        self.photographs = photographs
        var wishes = wishes
        wishes.photographs = []
        self.wishes = wishes
    }

    /// Keeps the bytes of photographs elsewhere and remembers where.
    /// - Parameter keep: stores the bytes and returns their hash.
    package init(
        _ request: PortraitRequest, keep: ([UInt8]) throws(PortraitError) -> ContentHash
    ) throws(PortraitError) {
        var photographs: [PhotographReference] = []
        for photograph in request.photographs {
            switch photograph {
            case .file(let path): photographs.append(.file(path: path))
            case .bytes(let bytes, let name): photographs.append(.content(try keep(bytes), name: name))
            }
        }
        self.init(photographs: photographs, wishes: request)
    }

    /// The request with its photographs fetched again.
    package func request(
        fetch: (PhotographReference) async throws(PortraitError) -> PhotographSource
    ) async throws(PortraitError) -> PortraitRequest {
        var request = wishes
        for photograph in photographs { request.photographs.append(try await fetch(photograph)) }
        return request
    }

    /// Whether it names files of the machine that paints. A service refuses such a request: otherwise a stranger could
    /// have any file of the server opened.
    package var namesFiles: Bool {
        photographs.contains { if case .file = $0 { true } else { false } }
    }
}

extension StoredRequest: Codable {
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: ParameterKey.self)
        let version = try values.decode(Int.self, forKey: "version")
        guard version == Self.currentVersion else {
            throw PortraitError.badData("the request has version \(version); this narcis reads version 1")
        }
        self.init(
            photographs: try values.decode([PhotographReference].self, forKey: "photographs"),
            wishes: try PortraitRequest(storedIn: values))
        let problems = self.problems
        guard problems.isEmpty else { throw PortraitError.invalidRequest(problems) }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: ParameterKey.self)
        try values.encode(Self.currentVersion, forKey: "version")
        try values.encode(photographs, forKey: "photographs")
        try wishes.store(in: &values)
    }
}

extension StoredRequest {
    /// Problems that do not depend on the model; `validated(for:)` checks the rest when the model is known.
    package var problems: [RequestProblem] {
        var request = wishes
        request.photographs = photographs.map { .file(path: $0.name) }
        var found = request.problems
        // The last step that identity may join at depends on the number of steps, which may be the model's.
        request.steps = request.steps ?? 150
        found += PortraitSettings(defaults: PortraitSettings(), request: request).problems
        if !photographs.allSatisfy(\.isWellFormed) {
            found.append(
                RequestProblem(field: "photographs", message: "has a name that is empty, too long or unprintable"))
        }
        if let turned = wishes.repeated?.turned,
            turned.count > 8 || !turned.allSatisfy([0, 90, 180, 270].contains)
        {
            found.append(RequestProblem(field: "turned", message: "must be 0, 90, 180 or 270 for each photograph"))
        }
        for (field, name) in names where name.utf8.count > Self.nameByteLimit || name.hasControlCharacters {
            found.append(RequestProblem(field: field, message: "is too long or has control characters"))
        }
        return found
    }

    private static let nameByteLimit = 255

    private var names: [(field: String, name: String)] {
        let recorded = wishes.medium.recorded
        let all = [
            ("model", wishes.modelName), ("face-networks", wishes.faceNetworks), ("medium", recorded?.medium),
            ("palette", recorded?.palette), ("ground", recorded?.ground), ("light", recorded?.light),
            ("face-networks", recorded?.networks),
        ]
        return all.compactMap { field, name in name.map { (field, $0) } }
    }
}
