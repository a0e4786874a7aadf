import CVips

/// Room for one message of libvips.
struct MessageBuffer {
    var characters = [CChar](repeating: 0, count: Int(CVIPS_MESSAGE_CAPACITY))

    var firstLine: String {
        let bytes = characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "\n").first.map(String.init) ?? ""
    }
}

func startVips() throws(ImageError) {
    var message = MessageBuffer()
    guard cvips_start(&message.characters) == 0 else { throw .libraryUnavailable(detail: message.firstLine) }
}
