import DocumentEncoding
import Support

/// Texts inside documents of shapes: SVG in `<metadata>` elements, PDF in its document information.
package enum DocumentText {
    private static let svgStart = Array("<metadata id=\"".utf8), svgEnd = Array("</metadata>".utf8)
    private static let idEnd = Array("\">".utf8)

    /// The texts of an SVG or PDF file that `inserting` wrote; empty for other bytes. Nothing else of the file is read.
    package static func read(from bytes: [UInt8]) -> [PictureText] {
        bytes.starts(with: Array("%PDF-".utf8)) ? readPDF(bytes) : readSVG(bytes)
    }

    /// The document with texts in it; as it is where it is neither SVG nor PDF.
    package static func inserting(_ texts: [PictureText], into bytes: [UInt8]) -> [UInt8] {
        guard !texts.isEmpty else { return bytes }
        return bytes.starts(with: Array("%PDF-".utf8)) ? insertingPDF(texts, bytes) : insertingSVG(texts, bytes)
    }

    // MARK: SVG 1.1, section 21.2

    private static func insertingSVG(_ texts: [PictureText], _ svg: [UInt8]) -> [UInt8] {
        guard let element = svg.firstRange(of: "<svg".utf8), let end = svg[element.upperBound...].firstIndex(of: 0x3E)
        else { return svg }
        var added: [UInt8] = []
        for text in texts {
            added += Array("\n".utf8) + svgStart + Array(text.keyword.escapedForXML.utf8) + idEnd
            added += Array(text.text.escapedForXML.utf8) + svgEnd
        }
        return Array(svg[...end]) + added + svg[(end + 1)...]
    }

    private static func readSVG(_ svg: [UInt8]) -> [PictureText] {
        var texts: [PictureText] = [], rest = svg[...]
        while texts.count < PictureText.countLimit, let start = rest.firstRange(of: svgStart) {
            rest = rest[start.upperBound...]
            guard let id = rest.firstRange(of: idEnd), id.lowerBound - rest.startIndex < 80,
                let end = rest.firstRange(of: svgEnd), end.lowerBound >= id.upperBound,
                end.lowerBound - id.upperBound <= PictureText.byteLimit,
                let keyword = String(validating: rest[..<id.lowerBound], as: UTF8.self),
                let text = String(validating: rest[id.upperBound..<end.lowerBound], as: UTF8.self)
            else { break }
            texts.append(PictureText(keyword: keyword.unescapedFromXML, text: text.unescapedFromXML))
            rest = rest[end.upperBound...]
        }
        return texts
    }

    // MARK: PDF 1.4, sections 3.4.5 (incremental updates) and 10.2.1 (document information)

    /// The keys under which texts stand in the document information.
    private static let keyPrefix = "/Narcis."

    /// Appends a new information dictionary, with the cross-reference section and trailer that make it the valid one.
    private static func insertingPDF(_ texts: [PictureText], _ pdf: [UInt8]) -> [UInt8] {
        guard let trailer = pdf.lastText(after: "trailer"), let size = trailer.number(after: "/Size "),
            let root = trailer.number(after: "/Root "), let info = trailer.number(after: "/Info "),
            let previous = trailer.number(after: "startxref\n"),
            let old = pdf.lastText(after: "\n\(info) 0 obj\n<<"), let end = old.firstRange(of: ">>\nendobj")
        else { return pdf }
        let entries = texts.map { "\(keyPrefix)\($0.keyword.hexadecimalForPDF) <\($0.text.hexadecimalForPDF)>" }
        var update = "\(info) 0 obj\n<<\(old[..<end.lowerBound])\n\(entries.joined(separator: "\n"))>>\nendobj\n"
        let start = pdf.count + update.utf8.count
        update += "xref\n\(info) 1\n\(pdf.count.padded(to: 10)) 00000 n \n"
        update += "trailer\n<< /Size \(size) /Root \(root) 0 R /Info \(info) 0 R /Prev \(previous) >>\n"
        update += "startxref\n\(start)\n%%EOF\n"
        return pdf + Array(update.utf8)
    }

    private static func readPDF(_ pdf: [UInt8]) -> [PictureText] {
        var texts: [PictureText] = [], rest = pdf[...]
        let mark = Array(keyPrefix.utf8)
        while texts.count < PictureText.countLimit, let start = rest.firstRange(of: mark) {
            rest = rest[start.upperBound...]
            let entry = rest.prefix(1 + 4 * 80 + 4 * PictureText.byteLimit)
            guard let open = entry.firstIndex(of: 0x3C), let close = entry[open...].firstIndex(of: 0x3E),
                let keyword = text(hexadecimal: entry[..<open].filter { $0 != 0x20 }),
                let text = text(hexadecimal: entry[(open + 1)..<close])
            else { break }
            texts.append(PictureText(keyword: keyword, text: text))
            rest = rest[close...]
        }
        return texts
    }

    private static func text(hexadecimal digits: some Collection<UInt8>) -> String? {
        let values = digits.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard values.count >= 4, values.count.isMultiple(of: 4), !values.contains(nil) else { return nil }
        let units = stride(from: 0, to: values.count, by: 4).map { start in
            values[start..<start + 4].reduce(UInt16(0)) { $0 << 4 | UInt16($1 ?? 0) }
        }
        return units.first == 0xFEFF ? String(validating: units.dropFirst(), as: UTF16.self) : nil
    }
}

extension [UInt8] {
    /// The text behind the last occurrence of `mark`; nil where there is none.
    fileprivate func lastText(after mark: String) -> String? {
        let mark = Array(mark.utf8)
        guard count >= mark.count else { return nil }
        let position = (0...(count - mark.count)).last { self[$0..<$0 + mark.count].elementsEqual(mark) }
        return position.map { String(decoding: self[($0 + mark.count)...].prefix(1 << 16), as: UTF8.self) }
    }
}

extension String {
    /// The whole number that stands right behind the first place of `mark`.
    fileprivate func number(after mark: String) -> Int? {
        firstRange(of: mark).flatMap { Int(self[$0.upperBound...].prefix { $0.isASCII && $0.isNumber }) }
    }
}
