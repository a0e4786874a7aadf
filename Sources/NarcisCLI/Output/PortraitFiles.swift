import Foundation
import Imaging
import PortraitDomain

/// Where the pictures of a request go.
struct PortraitFiles {
    let output: URL
    /// The file that was asked for, where it is there already and the pictures go beside it.
    let occupied: URL?
    let count: Int
    let stages: URL?
    let hasMetadata: Bool

    /// Checks names and folders before anything is computed.
    /// - Parameter replaces: whether files that are there are written over. Otherwise the pictures get names with the
    ///   next number that is free: `portrait-2.png`.
    init(
        output: String, count: Int, stages: String? = nil, hasMetadata: Bool = true, replaces: Bool = false,
        inputs: [String]
    ) throws(PortraitError) {
        let wanted = URL(fileURLWithPath: output)
        // Who names an input is told so: that is a mistake, and no wish for another picture.
        self.output =
            replaces || output.isEmpty || Self.isInput(wanted, count: count, inputs)
            ? wanted : Self.free(wanted, count: count)
        occupied = self.output == wanted ? nil : wanted
        self.count = count
        self.stages = stages.map { URL(fileURLWithPath: $0, isDirectory: true) }
        self.hasMetadata = hasMetadata
        for index in 0..<min(max(count, 1), 64) {
            let path = output.isEmpty ? output : url(index).relativePath
            let file = try OutputFile(path, field: "output", inputs: inputs, allowsVectors: true)
            try keepsApart(file.url, of: "the output")
        }
        for input in inputs {
            let file = URL(fileURLWithPath: input)
            try keepsApart(file, of: "the photograph")
            // Behind a link, too: the stage takes the place of what the link leads to.
            try keepsApart(OutputFile.target(of: file), of: "the photograph")
        }
        if let stages = self.stages, OutputFile.isFolder(stages) == false {
            throw .invalidRequest([
                RequestProblem(field: "stages", message: "“\(stages.plainPath)” is a file; name a folder")
            ])
        }
        if let stages = self.stages { try Self.make(stages) }
    }

    /// Made before anything is painted: a folder that cannot be made would lose the pictures.
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

    /// Checks a file beside the pictures, a preview or a film: it takes the place of none of them.
    func companion(_ path: String, field: String, inputs: [String]) throws(PortraitError) -> OutputFile {
        let file = try OutputFile(path, field: field, inputs: inputs)
        let outputs = (0..<min(max(count, 1), 64)).map { OutputFile.place(of: url($0)) }
        guard !outputs.contains(OutputFile.place(of: file.url)) else {
            throw .invalidRequest([
                RequestProblem(field: field, message: "“\(path)” is a portrait's own file; choose another name")
            ])
        }
        try keepsApart(file.url, of: "the \(field)")
        return file
    }

    /// Refuses a file in the stages' folder that has a stage's name: the stage would take its place.
    private func keepsApart(_ file: URL, of what: String) throws(PortraitError) {
        // A folder that is not there yet holds nothing.
        guard let stages, let folder = OutputFile.identity(of: stages),
            OutputFile.identity(of: file.deletingLastPathComponent()) == folder
        else { return }
        let names = StageImage.Name.allCases.map(\.rawValue).joined(separator: "|")
        guard
            file.lastPathComponent.range(of: "^([0-9]+-)?[0-9]+-(\(names))\\.png$", options: .regularExpression) != nil
        else { return }
        throw .invalidRequest([
            RequestProblem(
                field: "stages",
                message: "would write over \(what) \(file.lastPathComponent); choose another folder or name")
        ])
    }

    /// `portrait.png`, or `portrait-1.png`, `portrait-2.png`… for several.
    func url(_ index: Int) -> URL { Self.url(output, index, of: count) }

    private static func url(_ output: URL, _ index: Int, of count: Int) -> URL {
        count > 1 ? output.numbered(index + 1) : output
    }

    private static func isInput(_ wanted: URL, count: Int, _ inputs: [String]) -> Bool {
        let known = inputs.compactMap { OutputFile.identity(of: URL(fileURLWithPath: $0)) }
        return (0..<min(max(count, 1), 64)).contains { index in
            OutputFile.identity(of: url(wanted, index, of: count)).map(known.contains) ?? false
        }
    }

    /// The name, or the first numbered one, under which no picture is there. A folder is told as what it is.
    private static func free(_ wanted: URL, count: Int) -> URL {
        func isFree(_ output: URL) -> Bool {
            (0..<min(max(count, 1), 64)).allSatisfy { OutputFile.isFolder(url(output, $0, of: count)) != false }
        }
        return ([wanted] + (2...99_999).lazy.map(wanted.numbered)).first(where: isFree) ?? wanted
    }

    /// The kind of shapes that the output's name asks for; nil for pixels.
    var vectors: VectorFormat? { VectorFormat(rawValue: output.pathExtension.lowercased()) }

    func write(_ portrait: Portrait) throws(PortraitError) {
        do {
            if vectors != nil {
                guard let document = portrait.document else {
                    throw PortraitError.engine(
                        "the picture has no shapes, so \(url(portrait.index).relativePath) is missing")
                }
                try writeAtomically(
                    DocumentText.inserting(texts(of: portrait), into: document), to: url(portrait.index))
                return try writeStages(of: portrait)
            }
            try RGBImage(portrait.image).write(
                to: url(portrait.index), texts: texts(of: portrait),
                dotsPerInch: portrait.parameters.settings.medium?.dotsPerInch)
            try writeStages(of: portrait)
        } catch let error as PortraitError {
            throw error
        } catch {
            throw .engine(String(describing: error))
        }
    }

    private func texts(of portrait: Portrait) throws(PortraitError) -> [PictureText] {
        guard hasMetadata else { return [] }
        return [
            PictureText(keyword: PortraitParameters.infotextKeyword, text: Infotext(portrait.parameters).text),
            PictureText(keyword: PortraitParameters.jsonKeyword, text: try portrait.parameters.json()),
        ]
    }

    /// `1-base.png`, `2-face-crop.png`…, after the picture's number where there are several.
    private func writeStages(of portrait: Portrait) throws {
        guard let stages else { return }
        for (place, stage) in portrait.stages.enumerated() {
            let prefix = count > 1 ? "\(portrait.index + 1)-" : ""
            let name = "\(prefix)\(place + 1)-\(stage.name.rawValue).png"
            try RGBImage(stage.image).write(to: stages.appending(path: name))
        }
    }
}

extension URL {
    /// `portrait-2.png` for `portrait.png`.
    fileprivate func numbered(_ number: Int) -> URL {
        let stem = deletingPathExtension().lastPathComponent
        let suffix = pathExtension.isEmpty ? "" : "." + pathExtension
        // As the person wrote the folder, or without one.
        let folder = NSString(string: relativePath).deletingLastPathComponent
        return URL(fileURLWithPath: NSString(string: folder).appendingPathComponent("\(stem)-\(number)\(suffix)"))
    }
}

extension RGBImage {
    init(_ image: PortraitImage) { self.init(width: image.width, height: image.height, pixels: image.rgb) }
}
