import Support

extension String {
    /// A text string of PDF (1.4, section 3.8.1): UTF-16 with its mark, in hexadecimal digits.
    package var hexadecimalForPDF: String {
        ([0xFEFF] + utf16).map { $0.padded(to: 4, radix: 16) }.joined()
    }
}
