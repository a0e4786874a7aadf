extension String {
    /// A text string of PDF (1.4, section 3.8.1): UTF-16 with its mark, in hexadecimal digits.
    package var hexadecimalForPDF: String {
        ([0xFEFF] + utf16).map { unit in
            let digits = String(unit, radix: 16)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
