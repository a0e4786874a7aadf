import Foundation
import Testing

@testable import Imaging

@Suite("Texts in documents of shapes")
struct DocumentTextTests {
    private static let svg = Array("<?xml version=\"1.0\"?>\n<svg width=\"1mm\">\n<g></g>\n</svg>\n".utf8)
    /// An information dictionary as its last object, as the writer of `Media` makes it.
    private static let pdf: [UInt8] = {
        var text = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        let second = text.utf8.count
        text += "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        let third = text.utf8.count
        text += "3 0 obj\n<< /Producer (Narcis) /Title <FEFF0041> >>\nendobj\n"
        let start = text.utf8.count
        func row(_ place: Int) -> String { String(format: "%010d 00000 n \n", place) }
        text += "xref\n0 4\n0000000000 65535 f \n" + row(9) + row(second) + row(third)
        text += "trailer\n<< /Size 4 /Root 1 0 R /Info 3 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }()
    private static let texts = [
        PictureText(keyword: "parameters", text: "a <b> & \"c\" &lt; ü 😀\nSteps: 3"),
        PictureText(keyword: "narcis", text: "{\"x\": [1, 2]}"),
    ]

    @Test("come back as they were, and the shapes stay", arguments: [svg, pdf])
    func roundTrip(document: [UInt8]) {
        let written = DocumentText.inserting(Self.texts, into: document)
        #expect(DocumentText.read(from: written) == Self.texts)
        #expect(DocumentText.read(from: document).isEmpty)
        #expect(DocumentText.inserting([], into: document) == document)
        #expect(DocumentText.inserting(Self.texts, into: Array("none".utf8)) == Array("none".utf8))
    }

    @Test("an SVG stays well-formed, and a PDF points to its new information")
    func form() throws {
        let svg = String(decoding: DocumentText.inserting(Self.texts, into: Self.svg), as: UTF8.self)
        #expect(svg.contains("<svg width=\"1mm\">\n<metadata id=\"parameters\">a &lt;b&gt; &amp;"))
        let written = DocumentText.inserting(Self.texts, into: Self.pdf)
        #expect(written.starts(with: Self.pdf))
        let update = String(decoding: written.dropFirst(Self.pdf.count), as: UTF8.self)
        #expect(update.hasPrefix("3 0 obj\n<< /Producer (Narcis) /Title <FEFF0041> "))
        #expect(update.contains(String(format: "xref\n3 1\n%010d 00000 n \n", Self.pdf.count)))
        let start = try #require(
            update.split(separator: "startxref\n").last?.split(separator: "\n").first.flatMap { Int($0) })
        #expect(written[start...].starts(with: Array("xref\n".utf8)))
    }

    @Test("broken documents give texts or none", arguments: [svg, pdf])
    func broken(document: [UInt8]) {
        let written = DocumentText.inserting(Self.texts, into: document)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var bytes = Array(written.prefix(Int.random(in: 0...written.count, using: &random)))
            for _ in 0..<4 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            #expect(DocumentText.read(from: bytes).count <= PictureText.countLimit)
            _ = DocumentText.inserting(Self.texts, into: bytes)
        }
    }
}
