import Support
import Testing

@Suite struct TextTests {
    @Test("Ends are trimmed, the middle stays") func trimming() {
        #expect(" \t two words\n".trimmed == "two words")
        #expect("--a-b-".trimming { $0 == "-" } == "a-b")
        #expect("  ".trimmed == "" && "".trimmed == "")
    }

    @Test("Plain text has ASCII letters, digits and the given signs alone") func plain() {
        #expect("Az09-_".isPlain(with: "-_") && "".isPlain(with: ""))
        for text in ["a b", "é", "a/", "ａ"] { #expect(!text.isPlain(with: "-_"), "\(text)") }
    }

    @Test("Digits are filled up with zeros") func digits() {
        #expect(
            7.padded(to: 2) == "07" && 123.padded(to: 2) == "123" && UInt32(0xAB).padded(to: 4, radix: 16) == "00ab")
        #expect([0, 0x0F, 0xFF].map(UInt8.init).hexadecimal == "000fff")
    }

    /// The test vectors of the algorithm's authors, <http://www.isthe.com/chongo/tech/comp/fnv>.
    @Test("FNV-1a gives the published values") func fnv() {
        #expect("".utf8.fnv1a == 0xcbf2_9ce4_8422_2325)
        #expect("a".utf8.fnv1a == 0xaf63_dc4c_8601_ec8c)
        #expect("foobar".utf8.fnv1a == 0x8594_4171_f739_67e8)
    }
}
