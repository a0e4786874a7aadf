import Foundation
import Imaging
import PortraitDomain

/// The folder that the pictures between the stages go to: `1-base.png`, `2-face-crop.png`…, after the picture's number
/// where there are several.
struct StagesFolder {
    private var name: ReservedName
    private let count: Int
    var url: URL { name.url }

    /// Checks the folder before anything is made.
    /// - Parameter inputs: files that must not be written over.
    init(_ path: String, count: Int, inputs: [String]) throws(PortraitError) {
        name = ReservedName(URL(fileURLWithPath: path, isDirectory: true))
        self.count = count
        if OutputFile.isFolder(url) == false {
            throw .invalidRequest([
                RequestProblem(field: "stages", message: "“\(url.plainPath)” is a file; name a folder")
            ])
        }
        for input in inputs {
            let file = URL(fileURLWithPath: input)
            try require(file, "the photograph")
            // A stage written over the target of a link would replace the photograph too.
            try require(OutputFile.target(of: file), "the photograph")
        }
    }

    /// The same folder, or the first numbered one that holds no stages, kept for this run. It is made before anything is
    /// painted: one that cannot be made would lose the pictures.
    func reserved(replaces: Bool) throws(PortraitError) -> StagesFolder {
        guard !replaces else {
            try Self.make(url)
            return self
        }
        var folder = self
        folder.name = try NameReservation.first(url, field: "stages") { folder throws(PortraitError) in
            guard OutputFile.isFolder(folder) != false else { return nil }
            try Self.make(folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.plainPath)) ?? []
            guard !names.contains(where: Self.isStage) else { return nil }
            // Every picture has a first stage.
            return PortraitFiles.pictures(count).map { folder.appending(path: fileName(.base, 0, picture: $0)) }
        }
        return folder
    }

    func noteOtherName() {
        name.noteOther { "\($0.plainPath) holds stages already, so they are in \(url.plainPath)" }
    }

    /// Refuses a file in the folder that has a stage's name: the stage would replace it.
    func require(_ file: URL, _ what: String) throws(PortraitError) {
        // A folder that does not exist yet holds nothing.
        guard Self.isStage(file.lastPathComponent), let folder = OutputFile.identity(of: url),
            OutputFile.identity(of: file.deletingLastPathComponent()) == folder
        else { return }
        throw .invalidRequest([
            RequestProblem(
                field: "stages",
                message: "would write over \(what) \(file.lastPathComponent); choose another folder or name")
        ])
    }

    func write(_ portrait: Portrait) throws(ImageError) {
        for (index, stage) in portrait.stages.enumerated() {
            let name = fileName(stage.name, index, picture: portrait.index)
            try RGBImage(stage.image).write(to: url.appending(path: name))
        }
    }

    private static func make(_ folder: URL) throws(PortraitError) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw .notFound("the folder \(folder.plainPath) cannot be made; choose another with --stages")
        }
        guard OutputFile.canBeWrittenTo(folder) else {
            throw .notFound("the folder \(folder.plainPath) cannot be written to; choose another with --stages")
        }
    }

    private static func isStage(_ name: String) -> Bool {
        let stages = StageImage.Name.allCases.map(\.rawValue).joined(separator: "|")
        return name.range(of: "^([0-9]+-)?[0-9]+-(\(stages))\\.png$", options: .regularExpression) != nil
    }

    private func fileName(_ name: StageImage.Name, _ index: Int, picture: Int) -> String {
        "\(count > 1 ? "\(picture + 1)-" : "")\(index + 1)-\(name.rawValue).png"
    }
}
