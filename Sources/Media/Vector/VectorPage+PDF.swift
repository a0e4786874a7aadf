import DocumentEncoding
import Support

extension VectorPage {
    /// PDF 1.4 with outlines only, in one page.
    ///
    /// - Parameter millimeters: height of the page.
    package func pdf(millimeters: Float, title: String = "") -> [UInt8] {
        let points = millimeters * 72 / 25.4, scale = points / height
        let shown = { (value: Float) in "\((value * 1000).rounded() / 1000)" }
        let plain = drawing(scale: scale, points: points), small = deflated(plain), content = small ?? plain
        let states = layers.enumerated().map { number, layer in
            let mode = layer.blend == .multiply ? "Multiply" : "Normal"
            return "/G\(number) << /Type /ExtGState /BM /\(mode) /ca \(shown(layer.opacity)) >>"
        }
        let fades = layers.enumerated().compactMap { number, layer in
            layer.fade.map { Self.shading(number, layer.ink, $0) }
        }
        var file = PDFFile()
        file.add("<< /Type /Catalog /Pages 2 0 R >>")
        file.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        file.add(
            """
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(shown(points * width / height)) \(shown(points))]
            /Group << /S /Transparency /CS /DeviceRGB /I true >> /Contents 4 0 R
            /Resources << /ExtGState << \(states.joined(separator: "\n")) >>
            /Shading << \(fades.joined(separator: "\n")) >> >> >>
            """)
        let filter = small == nil ? "" : " /Filter /FlateDecode"
        file.add("<< /Length \(content.count)\(filter) >>", stream: content)
        file.add("<< /Producer (Narcis) /Title <\(title.hexadecimalForPDF)> >>")
        return file.finished(root: 1, info: 5)
    }

    private func drawing(scale: Float, points: Float) -> [UInt8] {
        var text = Bytes()
        text += "\(scale) 0 0 \(-scale) 0 \(points) cm\n"
        for (number, layer) in layers.enumerated() {
            text += "q /G\(number) gs\n"
            if layer.fade == nil { text += Self.color(layer.ink) + " rg\n" }
            for outline in layer.outlines { text.appendPDF(outline) }
            text += layer.fade == nil ? "f*\nQ\n" : "W* n /S\(number) sh\nQ\n"
        }
        return text.bytes
    }

    private static func color(_ ink: Ink) -> String {
        let rgb = ink.rgb
        return (0..<3).map { "\((rgb[$0] * 1000).rounded() / 1000)" }.joined(separator: " ")
    }

    private static func shading(_ number: Int, _ ink: Ink, _ fade: Plate.Fade) -> String {
        let top = Int(fade.top * unitsHigh), bottom = Int(fade.bottom * unitsHigh)
        return
            "/S\(number) << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 \(top) 0 \(bottom)] /Extend [true true] "
            + "/Function << /FunctionType 2 /Domain [0 1] /C0 [\(color(ink))] /C1 [\(color(fade.ink))] /N 1 >> >>"
    }
}

/// Numbered objects and the table of where they lie.
private struct PDFFile {
    private var text = Bytes()
    private var offsets: [Int] = []

    init() { text += "%PDF-1.4\n%\u{e2}\u{e3}\u{cf}\u{d3}\n" }

    mutating func add(_ dictionary: String, stream: [UInt8]? = nil) {
        offsets.append(text.bytes.count)
        text += "\(offsets.count) 0 obj\n\(dictionary)\n"
        if let stream {
            text += "stream\n"
            text += stream
            text += "\nendstream\n"
        }
        text += "endobj\n"
    }

    mutating func finished(root: Int, info: Int) -> [UInt8] {
        let start = text.bytes.count
        text += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
        for offset in offsets { text += "\(offset.padded(to: 10)) 00000 n \n" }
        text += "trailer\n<< /Size \(offsets.count + 1) /Root \(root) 0 R /Info \(info) 0 R >>\n"
        text += "startxref\n\(start)\n%%EOF\n"
        return text.bytes
    }
}

extension Bytes {
    fileprivate mutating func appendPDF(_ outline: Outline) {
        append(outline.start, "m")
        for piece in outline.pieces {
            if let controls = piece.controls {
                append(controls.0, nil)
                append(controls.1, nil)
                append(piece.end, "c")
            } else {
                append(piece.end, "l")
            }
        }
        append(UInt8(ascii: "h"))
        append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ point: SIMD2<Float>, _ operation: Character?) {
        append(Int(point.x), spaced: false)
        append(UInt8(ascii: " "))
        append(Int(point.y), spaced: false)
        append(UInt8(ascii: " "))
        if let byte = operation?.asciiValue {
            append(byte)
            append(UInt8(ascii: "\n"))
        }
    }
}
