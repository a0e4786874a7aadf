/// The two 8-bit number formats of safetensors (Micikevicius et al., "FP8 formats for deep learning", 2022). Every
/// value of both is a bfloat16 as well, so that reading them as such loses nothing.
enum EightBitFloat: String, Sendable {
    /// 4 bits of exponent, 3 of mantissa, no infinity.
    case e4m3 = "F8_E4M3"
    /// 5 bits of exponent, 2 of mantissa, as in IEEE 754.
    case e5m2 = "F8_E5M2"

    private var mantissaBits: Int { self == .e4m3 ? 3 : 2 }
    private var bias: Int { self == .e4m3 ? 7 : 15 }

    /// The value of a byte as bits of a bfloat16.
    func widened(_ byte: UInt8) -> UInt16 {
        let sign = UInt32(byte & 0x80) << 24, mantissaMask = UInt8(1) << mantissaBits - 1
        let exponent = Int(byte & 0x7F) >> mantissaBits, mantissa = Int(byte & mantissaMask)
        let largest = 0x7F >> mantissaBits
        let isNaN = self == .e4m3 ? byte & 0x7F == 0x7F : exponent == largest && mantissa != 0
        if isNaN { return 0x7FC0 | UInt16(sign >> 16) }
        if self == .e5m2, exponent == largest { return 0x7F80 | UInt16(sign >> 16) }
        let fraction = Float(mantissa) / Float(1 << mantissaBits)
        let magnitude =
            exponent == 0
            ? Float(sign: .plus, exponent: 1 - bias, significand: fraction)
            : Float(sign: .plus, exponent: exponent - bias, significand: 1 + fraction)
        return UInt16((magnitude.bitPattern | sign) >> 16)
    }

    func areFinite(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let isBad = (0...255).map { widened(UInt8($0)) & 0x7F80 == 0x7F80 }
        return !bytes.contains { isBad[Int($0)] }
    }

    /// - Parameter target: two bytes for each of `source`.
    func widen(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) {
        let table = (0...255).map { widened(UInt8($0)).littleEndian }
        for (index, byte) in source.enumerated() {
            target.storeBytes(of: table[Int(byte)], toByteOffset: 2 * index, as: UInt16.self)
        }
    }
}
