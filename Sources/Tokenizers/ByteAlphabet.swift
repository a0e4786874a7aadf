/// The printable character that stands for each byte in byte-level BPE files (Radford et al. 2019, GPT-2).
enum ByteAlphabet {
    /// Bytes in the order of a CLIP vocabulary: those that print as themselves, then the rest.
    static let bytesInOrder: [UInt8] = printable + (UInt8.min...UInt8.max).filter { !printable.contains($0) }

    /// The character of each byte.
    static let characters: [Character] = {
        var table = [Character](repeating: " ", count: 256)
        var next: UInt32 = 256
        for byte in bytesInOrder {
            if printable.contains(byte) {
                table[Int(byte)] = Character(Unicode.Scalar(byte))
            } else if let scalar = Unicode.Scalar(next) {
                table[Int(byte)] = Character(scalar)
                next += 1
            }
        }
        return table
    }()

    /// The byte of each character.
    static let bytes: [Unicode.Scalar: UInt8] = {
        var table: [Unicode.Scalar: UInt8] = [:]
        for (byte, character) in characters.enumerated() {
            for scalar in character.unicodeScalars { table[scalar] = UInt8(byte) }
        }
        return table
    }()

    private static let printable: [UInt8] = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
}
