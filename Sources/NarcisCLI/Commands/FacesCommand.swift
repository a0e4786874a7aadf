internal import ArgumentParser
internal import Foundation
internal import Imaging
internal import PortraitDomain

struct FacesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faces", abstract: "Show the faces of a photograph: boxes, landmarks, age, vector.")

    @Argument(help: "A photograph.")
    var photograph: String

    @Option(help: ArgumentHelp("Draw boxes and landmarks into a copy.", valueName: "file"))
    var overlay: String?

    @OptionGroup var engine: EngineOptions

    @Flag(help: "Print everything as JSON.")
    var json = false

    func run() async throws {
        let source = PhotographSource.file(path: photograph)
        let report = try await Services.require().faceInspector(engine.engine).faces(in: source)
        if let overlay { try draw(report, on: source, to: overlay) }
        if json { return try printJSON(report) }
        print(
            "\(source.name): \(report.width)×\(report.height), \(report.faces.count) face\(report.faces.count == 1 ? "" : "s")"
        )
        for (index, face) in report.faces.enumerated() {
            let box = String(
                format: "%.0f×%.0f at (%.0f, %.0f), certainty %.2f", face.box.width, face.box.height, face.box.x,
                face.box.y, face.score)
            let about = [face.classWord, face.age.map { "about \($0)" }].compactMap(\.self).joined(separator: ", ")
            print("  \(index + 1)  \(box)\(about.isEmpty ? "" : ", " + about)")
        }
        print(report.refusal.map { "Not usable as it is: \($0)." } ?? "Usable for a portrait.")
    }

    private func draw(_ report: FaceReport, on source: PhotographSource, to path: String) throws {
        guard case .file(let file) = source else { return }
        do {
            var picture = try RGBImage(contentsOf: URL(fileURLWithPath: file))
            for face in report.faces { picture.draw(face) }
            try picture.write(to: URL(fileURLWithPath: path))
        } catch {
            throw PortraitError.badData(String(describing: error))
        }
    }
}

extension RGBImage {
    fileprivate mutating func draw(_ face: InspectedFace) {
        let thickness = max(1, Int(face.box.width / 120))
        let box = face.box
        let corners = [
            FacePoint(x: box.x, y: box.y), FacePoint(x: box.x + box.width, y: box.y),
            FacePoint(x: box.x + box.width, y: box.y + box.height), FacePoint(x: box.x, y: box.y + box.height),
        ]
        line(corners, isClosed: true, color: RGBColor(red: 255, green: 196, blue: 0), thickness)
        for contour in face.contours {
            line(contour.points, isClosed: contour.isClosed, color: RGBColor(red: 0, green: 224, blue: 255), thickness)
        }
        for point in face.keypoints {
            dot(point, color: RGBColor(red: 255, green: 64, blue: 96), 2 * thickness)
        }
    }

    private mutating func line(_ points: [FacePoint], isClosed: Bool, color: RGBColor, _ thickness: Int) {
        guard let first = points.first else { return }
        for (a, b) in zip(points, points.dropFirst() + (isClosed ? [first] : [])) {
            let steps = max(1, Int(max(abs(b.x - a.x), abs(b.y - a.y)).rounded(.up)))
            for step in 0...steps {
                let t = Double(step) / Double(steps)
                dot(FacePoint(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t), color: color, thickness)
            }
        }
    }

    private mutating func dot(_ point: FacePoint, color: RGBColor, _ size: Int) {
        guard point.x.isFinite, point.y.isFinite, abs(point.x) < 1e6, abs(point.y) < 1e6 else { return }
        let left = Int(point.x) - size / 2, top = Int(point.y) - size / 2
        let rows = min(max(0, top), height)..<min(max(0, top + size), height)
        let columns = min(max(0, left), width)..<min(max(0, left + size), width)
        for y in rows {
            for x in columns {
                let place = 3 * (y * width + x)
                pixels[place] = color.red
                pixels[place + 1] = color.green
                pixels[place + 2] = color.blue
            }
        }
    }
}
