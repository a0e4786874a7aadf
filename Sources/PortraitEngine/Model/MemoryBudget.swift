/// A part of a model that is loaded and freed on its own.
package enum ModelComponent: String, Sendable, Hashable, CaseIterable, Codable {
    case textEncoders = "text_encoders"
    case identityEncoder = "id_encoder"
    case unet
    case vae
    /// The autoencoder once more, for pictures that overflow in the model's type.
    case float32VAE = "vae_float32"
}

/// The loaded components that a memory budget keeps; the least recently used goes first. A pure value; whoever holds
/// the components frees those that ``use(_:bytes:)`` names.
package struct MemoryBudget: Sendable, Equatable {
    /// Bytes of weights that may be held at once; nil for as many as there are.
    package let limit: Int?
    /// The held components, the least recently used first.
    package private(set) var held: [Entry] = []
    /// Bytes of each component used so far, also of those freed since.
    package private(set) var sizes: [ModelComponent: Int] = [:]

    package struct Entry: Sendable, Hashable, Codable {
        package let component: ModelComponent
        package let bytes: Int
    }

    /// The error for a component that does not fit even alone.
    package struct TooSmall: Error, Hashable, Sendable, CustomStringConvertible {
        package let component: ModelComponent
        package let bytes: Int
        package let limit: Int

        package var description: String {
            "the model's \(component.rawValue) needs \(megabytes(bytes)) MB of memory, but the budget is "
                + "\(megabytes(limit)) MB"
        }

        private func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }
    }

    package init(limit: Int?) { self.limit = limit }

    package var usedBytes: Int { held.reduce(0) { $0 + $1.bytes } }

    /// Notes that a component of that size is about to be used.
    /// - Returns: the components to free first, in that order. Nothing is freed that the budget has room for.
    package mutating func use(_ component: ModelComponent, bytes: Int) throws(TooSmall) -> [ModelComponent] {
        if let limit, bytes > limit { throw TooSmall(component: component, bytes: bytes, limit: limit) }
        held.removeAll { $0.component == component }
        var freed: [ModelComponent] = []
        if let limit {
            while usedBytes + bytes > limit { freed.append(held.removeFirst().component) }
        }
        held.append(Entry(component: component, bytes: bytes))
        sizes[component] = bytes
        return freed
    }
}

/// Reads sizes as people write them: `6GB`, `6000 MB`, `6.5g`, or plain bytes. Units are powers of 1000.
package func byteCount(_ text: String) -> Int? {
    let trimmed = text.filter { !$0.isWhitespace }.lowercased()
    let digits = trimmed.prefix { $0.isNumber || $0 == "." }
    let units: [Substring: Double] = [
        "": 1, "b": 1, "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9, "t": 1e12, "tb": 1e12,
    ]
    guard let number = Double(digits), let unit = units[trimmed.dropFirst(digits.count)], number > 0,
        number * unit < 1e18
    else { return nil }
    return Int(number * unit)
}
