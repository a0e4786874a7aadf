import DocumentEncoding
import Support

extension VectorPage {
    /// SVG 1.1 with outlines only. Transparent inks use `mix-blend-mode`, which viewers without it leave out.
    ///
    /// - Parameter millimeters: height of the page.
    package func svg(millimeters: Float, title: String = "") -> [UInt8] {
        var text = Bytes()
        let shown = { (value: Float) in "\((value * 100).rounded() / 100)" }
        text += #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
        text +=
            #"<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="\#(shown(millimeters * width / height))mm""#
        text += #" height="\#(shown(millimeters))mm" viewBox="0 0 \#(Int(width)) \#(Int(height))">"# + "\n"
        if !title.isEmpty { text += "<title>\(title.escapedForXML)</title>\n" }
        let fades = layers.enumerated().filter { $0.element.fade != nil }
        if !fades.isEmpty {
            text += "<defs>\n"
            for (number, layer) in fades { text += Self.gradient(number, layer) }
            text += "</defs>\n"
        }
        text += #"<g fill-rule="evenodd" style="isolation:isolate">"# + "\n"
        for (number, layer) in layers.enumerated() {
            let fill = layer.fade == nil ? layer.ink.webColor : "url(#fade\(number))"
            text += #"<path fill="\#(fill)""#
            if layer.opacity < 1 { text += #" fill-opacity="\#(shown(layer.opacity))""# }
            if layer.blend == .multiply { text += #" style="mix-blend-mode:multiply""# }
            text += #" d=""#
            for outline in layer.outlines { text.appendSVG(outline) }
            text += #""/>"# + "\n"
        }
        text += "</g>\n</svg>\n"
        return text.bytes
    }

    private static func gradient(_ number: Int, _ layer: Layer) -> String {
        guard let fade = layer.fade else { return "" }
        let top = Int(fade.top * unitsHigh), bottom = Int(fade.bottom * unitsHigh)
        return #"<linearGradient id="fade\#(number)" gradientUnits="userSpaceOnUse" x1="0" y1="\#(top)" x2="0""#
            + #" y2="\#(bottom)"><stop offset="0" stop-color="\#(layer.ink.webColor)"/>"#
            + #"<stop offset="1" stop-color="\#(fade.ink.webColor)"/></linearGradient>"# + "\n"
    }
}

extension Ink {
    /// `#rrggbb`.
    var webColor: String { "#" + (hex & 0xffffff).padded(to: 6, radix: 16) }
}

/// Text as it is written into a file.
struct Bytes {
    private(set) var bytes: [UInt8] = []

    static func += (text: inout Bytes, string: String) { text.bytes.append(contentsOf: string.utf8) }
    static func += (text: inout Bytes, bytes: [UInt8]) { text.bytes.append(contentsOf: bytes) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Decimal digits, with a space before them unless a minus sign parts them from what stands before.
    mutating func append(_ number: Int, spaced: Bool) {
        if number < 0 {
            bytes.append(UInt8(ascii: "-"))
        } else if spaced {
            bytes.append(UInt8(ascii: " "))
        }
        let start = bytes.count
        var rest = number.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// One closed path: its start absolute, everything after it relative.
    mutating func appendSVG(_ outline: Outline) {
        var last = outline.start
        append(UInt8(ascii: "M"))
        append(Int(last.x), spaced: false)
        append(Int(last.y), spaced: true)
        var command = UInt8(ascii: "M")
        for piece in outline.pieces {
            let wanted = piece.controls == nil ? UInt8(ascii: "l") : UInt8(ascii: "c")
            var isFirst = command != wanted
            if isFirst { append(wanted) }
            command = wanted
            for point in [piece.controls?.0, piece.controls?.1, piece.end] {
                guard let point else { continue }
                append(Int(point.x - last.x), spaced: !isFirst)
                append(Int(point.y - last.y), spaced: true)
                isFirst = false
            }
            last = piece.end
        }
        append(UInt8(ascii: "z"))
    }
}
