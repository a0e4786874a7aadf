import ArgumentParser
import Foundation
import Imaging
import PortraitDomain

struct FacesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faces", abstract: "Show the faces of a photograph: boxes, landmarks, age, vector.")

    @Argument(help: "A photograph.")
    var photograph: String

    @Option(help: ArgumentHelp("Draw boxes and landmarks into a copy.", valueName: "file"))
    var overlay: String?

    @OptionGroup var networks: FaceNetworkOptions

    @Flag(help: "Write over an existing overlay; without it the new one is numbered.")
    var force = false

    @Flag(help: "Print everything as JSON, landmarks and identity vectors too.")
    var json = false

    func run() async throws {
        try PortraitCommand.require([photograph])
        let file = try overlay.map { path throws(PortraitError) in
            try OutputFile(path, field: "overlay", inputs: [photograph]).reserved(replaces: force)
        }
        file?.noteOtherName()
        let source = PhotographSource.file(path: photograph)
        let inspector = try await CommandDependencies.require().faceInspector(networks.engine)
        try Task.checkCancellation()
        let report = try await inspector.faces(in: source)
        try Task.checkCancellation()
        if let file { try Self.draw(report, on: photograph, to: file.url) }
        try json ? Console.printJSON(PrintedFaces(report: report)) : Self.print(report, of: source)
        if report.refusal != nil { throw ExitCode(1) }
    }

    private static func print(_ report: FaceReport, of source: PhotographSource) {
        let count = report.faces.count
        Console.print("\(source.name): \(report.width)×\(report.height), \(count) face\(count == 1 ? "" : "s")")
        for (index, face) in report.faces.enumerated() { Console.print("  \(index + 1)  \(line(face))") }
        for remark in report.remarks { Console.print("Note: \(remark.words).") }
        Console.print(report.refusal.map { "Not usable as it is: \($0.words)." } ?? "Usable for a portrait.")
    }

    private static func line(_ face: InspectedFace) -> String {
        let box = String(
            format: "%.0f×%.0f at (%.0f, %.0f), certainty %.2f", face.box.width, face.box.height, face.box.x,
            face.box.y, face.score)
        return ([box] + [face.classWord, face.age.map { "about \($0)" }].compactMap(\.self)).joined(separator: ", ")
    }

    private static func draw(_ report: FaceReport, on photograph: String, to url: URL) throws(PortraitError) {
        do {
            var picture = try RGBImage(contentsOf: URL(fileURLWithPath: photograph)).turned(clockwise: report.turned)
            for (index, face) in report.faces.enumerated() { try picture.draw(face, number: index + 1) }
            try picture.write(to: url)
        } catch {
            throw .badData(error.description)
        }
    }
}

/// A report with the words for its codes.
private struct PrintedFaces: Encodable {
    let report: FaceReport

    private enum Key: String, CodingKey { case words }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(report.remarks.map(\.words) + [report.refusal?.words].compactMap(\.self), forKey: .words)
    }
}

extension RGBImage {
    fileprivate mutating func draw(_ face: InspectedFace, number: Int) throws(ImageError) {
        let thickness = max(1, Int(face.box.width / 120))
        let yellow = RGBColor(red: 255, green: 196, blue: 0)
        let box = PixelRect(
            x: Int(face.box.x), y: Int(face.box.y), width: Int(face.box.width), height: Int(face.box.height))
        drawBox(box, color: yellow, thickness: thickness)
        for contour in face.contours {
            drawPolygon(
                contour.points.map { Point(x: $0.x, y: $0.y) }, color: RGBColor(red: 0, green: 224, blue: 255),
                thickness: thickness, closed: contour.isClosed)
        }
        for point in face.keypoints {
            let red = RGBColor(red: 255, green: 64, blue: 96)
            drawSquare(at: Point(x: point.x, y: point.y), side: 2 * thickness + 1, color: red)
        }
        let size = max(12, box.width / 8)
        try drawText(String(number), x: box.x + 2 * thickness, y: box.y + 2 * thickness, size: size, color: yellow)
    }
}
