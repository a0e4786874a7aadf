import Foundation
import Imaging
import PortraitDomain

/// The files that the pictures of a request are written to.
struct PortraitFiles {
    private var name: ReservedName
    private(set) var stages: StagesFolder?
    private let count: Int
    private let hasMetadata: Bool
    private let replaces: Bool
    private let inputs: [String]
    private var output: URL { name.url }

    /// Checks names and folders before anything is computed or written.
    /// - Parameter replaces: whether existing files are written over. Otherwise new ones get the next free number:
    ///   `portrait-2.png`, and so does the folder of the stages.
    init(
        output path: String, count: Int, stages: String? = nil, hasMetadata: Bool = true, replaces: Bool = false,
        inputs: [String]
    ) throws(PortraitError) {
        self.count = count
        self.hasMetadata = hasMetadata
        self.replaces = replaces
        self.inputs = inputs
        name = ReservedName(URL(fileURLWithPath: path))
        self.stages = try stages.map { path throws(PortraitError) in
            try StagesFolder(path, count: count, inputs: inputs)
        }
        try check(path.isEmpty ? [path] : Self.urls(output, count: count).map(\.relativePath))
    }

    private func check(_ paths: [String]) throws(PortraitError) {
        for path in paths {
            let file = try OutputFile(path, field: "output", inputs: inputs, allowsVectors: true)
            try stages?.require(file.url, "the output")
        }
    }

    /// The same files under names that are free, kept for this run until they are written.
    func reserved() throws(PortraitError) -> PortraitFiles {
        var files = self
        if !replaces {
            files.name = try NameReservation.first(output, field: "output") { Self.urls($0, count: count) }
            if files.name.occupied != nil { try check(Self.urls(files.output, count: count).map(\.relativePath)) }
        }
        files.stages = try stages?.reserved(replaces: replaces)
        return files
    }

    /// Checks the path of a preview or a film: it must differ from every output.
    func companion(_ path: String, field: String) throws(PortraitError) -> OutputFile {
        let file = try OutputFile(path, field: field, inputs: inputs)
        guard !Self.urls(output, count: count).map(OutputFile.realPath).contains(OutputFile.realPath(of: file.url))
        else {
            throw .invalidRequest([
                RequestProblem(field: field, message: "“\(path)” is a portrait's own file; choose another name")
            ])
        }
        try stages?.require(file.url, "the \(field)")
        return file
    }

    /// `portrait.png`, or `portrait-1.png`, `portrait-2.png`… for several.
    func url(_ index: Int) -> URL { Self.url(output, index, of: count) }

    private static func url(_ output: URL, _ index: Int, of count: Int) -> URL {
        count > 1 ? output.numbered(index + 1) : output
    }

    private static func urls(_ output: URL, count: Int) -> [URL] {
        pictures(count).map { url(output, $0, of: count) }
    }

    /// Indices of the pictures; a count outside 1…64 is refused later.
    static func pictures(_ count: Int) -> Range<Int> { 0..<min(max(count, 1), 64) }

    /// The format of shapes that the output's name asks for; nil for pixels.
    var vectors: VectorFormat? { VectorFormat(rawValue: output.pathExtension.lowercased()) }

    /// Tells which files have other names than those asked for.
    func noteOtherNames() {
        name.noteOther { "\($0.relativePath) is there already, so the pictures get other names" }
        stages?.noteOtherName()
    }

    func write(_ portrait: Portrait) throws(PortraitError) {
        do {
            try writePicture(of: portrait)
            try stages?.write(portrait)
        } catch let error as PortraitError {
            throw error
        } catch {
            throw .engine(String(describing: error))
        }
    }

    private func writePicture(of portrait: Portrait) throws {
        let url = url(portrait.index), texts = try texts(of: portrait)
        guard vectors != nil else {
            return try RGBImage(portrait.image).write(
                to: url, texts: texts, dotsPerInch: portrait.parameters.settings.medium?.dotsPerInch)
        }
        guard let document = portrait.document else {
            throw PortraitError.engine("the picture has no shapes, so \(url.relativePath) is missing")
        }
        try writeAtomically(DocumentText.inserting(texts, into: document), to: url)
    }

    private func texts(of portrait: Portrait) throws(PortraitError) -> [PictureText] {
        guard hasMetadata else { return [] }
        return [
            PictureText(keyword: PortraitParameters.infotextKeyword, text: Infotext(portrait.parameters).text),
            PictureText(keyword: PortraitParameters.jsonKeyword, text: try portrait.parameters.json()),
        ]
    }
}

extension RGBImage {
    init(_ image: PortraitImage) { self.init(width: image.width, height: image.height, pixels: image.rgb) }
}
