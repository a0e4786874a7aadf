/// One keyword and its text inside a PNG file.
package struct PictureText: Sendable, Equatable {
    package let keyword: String
    package let text: String

    package init(keyword: String, text: String) {
        self.keyword = keyword
        self.text = text
    }

    /// At most so many bytes of text are read or written per chunk, and so many chunks per file.
    package static let byteLimit = 1 << 20
    package static let countLimit = 64

    /// The uncompressed text chunks (`tEXt`, `iTXt`) of a PNG file, in order.
    ///
    /// Only chunk headers are followed; picture data is not touched. Compressed chunks are passed over.
    package static func read(from png: [UInt8]) throws(ImageError) -> [PictureText] {
        var texts: [PictureText] = []
        for chunk in try PNGChunks.chunks(of: png) where texts.count < countLimit {
            guard chunk.data.count <= byteLimit else { continue }
            switch chunk.type {
            case "tEXt": if let text = parseLatin1(chunk.data) { texts.append(text) }
            case "iTXt": if let text = parseInternational(chunk.data) { texts.append(text) }
            default: continue
            }
        }
        return texts
    }

    private static func parseLatin1(_ data: ArraySlice<UInt8>) -> PictureText? {
        guard let end = data.firstIndex(of: 0), end > data.startIndex else { return nil }
        return PictureText(keyword: latin1(data[..<end]), text: latin1(data[(end + 1)...]))
    }

    /// keyword 0 · compression flag · compression method · language 0 · translated keyword 0 · UTF-8 text
    private static func parseInternational(_ data: ArraySlice<UInt8>) -> PictureText? {
        guard let end = data.firstIndex(of: 0), end > data.startIndex, end + 2 < data.endIndex, data[end + 1] == 0,
            let language = data[(end + 3)...].firstIndex(of: 0),
            let translated = data[(language + 1)...].firstIndex(of: 0)
        else { return nil }
        guard let text = String(validating: data[(translated + 1)...], as: UTF8.self) else { return nil }
        return PictureText(keyword: latin1(data[..<end]), text: text)
    }

    private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// `tEXt` where Latin-1 holds the text, else `iTXt` in UTF-8, as Pillow and the common web interfaces write it.
    func chunk() throws(ImageError) -> [UInt8] {
        guard let name = Self.latin1Bytes(keyword), (1...79).contains(name.count), !name.contains(0) else {
            throw .invalidText("the keyword “\(keyword)” is not 1 to 79 Latin characters")
        }
        guard !text.unicodeScalars.contains("\0") else { throw .invalidText("it contains a zero character") }
        guard text.utf8.count <= Self.byteLimit else {
            throw .invalidText("\(text.utf8.count) bytes are more than the limit of \(Self.byteLimit)")
        }
        if let body = Self.latin1Bytes(text) {
            return PNGChunks.encode(type: "tEXt", data: name + [0] + body)
        }
        return PNGChunks.encode(type: "iTXt", data: name + [0, 0, 0, 0, 0] + Array(text.utf8))
    }

    private static func latin1Bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
