/// A file that a job made, kept under the hash of its bytes. Events and rows refer to pictures instead of holding them.
package struct FileReference: Sendable, Equatable, Codable {
    /// The content's media type.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case png = "image/png"
        case jpeg = "image/jpeg"
        case webp = "image/webp"
        case gif = "image/gif"
        case svg = "image/svg+xml"
        case pdf = "application/pdf"
    }

    package var hash: ContentHash
    package var kind: Kind
    package var byteCount: Int
    /// Pixels of a picture; nil where the file has none.
    package var size: ImageSize?

    package init(hash: ContentHash, kind: Kind, byteCount: Int, size: ImageSize? = nil) {
        self.hash = hash
        self.kind = kind
        self.byteCount = byteCount
        self.size = size
    }

    private enum CodingKeys: String, CodingKey {
        case hash, kind, byteCount, size
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hash = try values.decode(ContentHash.self, forKey: .hash)
        kind = try values.decode(Kind.self, forKey: .kind)
        byteCount = try values.decode(Int.self, forKey: .byteCount)
        size = try values.decodeIfPresent(ImageSize.self, forKey: .size)
        let sides = 1...1 << 16
        guard byteCount >= 0, size.map({ sides.contains($0.width) && sides.contains($0.height) }) ?? true else {
            throw DecodingError.dataCorruptedError(forKey: .size, in: values, debugDescription: "out of range")
        }
    }
}
