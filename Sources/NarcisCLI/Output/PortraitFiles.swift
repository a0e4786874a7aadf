internal import Foundation
internal import Imaging
internal import PortraitDomain

/// Where the pictures of a request go.
struct PortraitFiles {
    let output: URL
    let count: Int
    let stages: URL?
    let hasMetadata: Bool

    /// Checks names and folders before anything is computed.
    init(output: String, count: Int, stages: String?, hasMetadata: Bool) throws(PortraitError) {
        self.output = URL(fileURLWithPath: output)
        self.count = count
        self.stages = stages.map { URL(fileURLWithPath: $0, isDirectory: true) }
        self.hasMetadata = hasMetadata
        do {
            _ = try OutputFormat(forFileNamed: self.output.lastPathComponent)
        } catch {
            throw .invalidRequest([RequestProblem(field: "output", message: String(describing: error))])
        }
        let folder = self.output.deletingLastPathComponent().path(percentEncoded: false)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw .notFound("there is no folder \(folder) to write into; make it first")
        }
    }

    /// `portrait.png`, or `portrait-1.png`, `portrait-2.png`… for several.
    func url(_ index: Int) -> URL {
        guard count > 1 else { return output }
        let stem = output.deletingPathExtension().lastPathComponent
        return output.deletingLastPathComponent().appending(path: "\(stem)-\(index + 1).\(output.pathExtension)")
    }

    func write(_ portrait: Portrait) throws(PortraitError) {
        do {
            let url = url(portrait.index)
            var texts: [PNGText] = []
            if hasMetadata, url.pathExtension.lowercased() == "png" {
                texts = [
                    PNGText(
                        keyword: PortraitParameters.infotextKeyword, text: Infotext(portrait.parameters).text),
                    PNGText(keyword: PortraitParameters.jsonKeyword, text: try portrait.parameters.json()),
                ]
            }
            try RGBImage(portrait.image).write(to: url, texts: texts)
            guard let stages else { return }
            try FileManager.default.createDirectory(at: stages, withIntermediateDirectories: true)
            for (place, stage) in portrait.stages.enumerated() {
                let prefix = count > 1 ? "\(portrait.index + 1)-" : ""
                let name = "\(prefix)\(place + 1)-\(stage.name.rawValue).png"
                try RGBImage(stage.image).write(to: stages.appending(path: name))
            }
        } catch let error as PortraitError {
            throw error
        } catch {
            throw .engine(String(describing: error))
        }
    }
}

extension RGBImage {
    init(_ image: PortraitImage) { self.init(width: image.width, height: image.height, pixels: image.rgb) }
}
