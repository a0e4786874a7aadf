import ArgumentParser
import Crypto
import Foundation
import Imaging
import PortraitDomain
import Support

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Make a picture again from the parameters that it carries.",
        usage: "narcis replay PICTURE [PHOTO…] [options]",
        discussion: """
            On the same device the new file equals the old one byte for byte. The photographs are looked for beside \
            the picture and in the current folder, or are named here.
            """)

    @Argument(help: "A picture that narcis made: PNG, JPEG, WebP, SVG or PDF.")
    var picture: String

    @Argument(help: "The photographs, if they are in another folder.")
    var photographs: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("File to write (default: replay, with the picture's file type).", valueName: "file"))
    var output: String?

    @OptionGroup(title: "Engine") var engine: EngineOptions

    @Flag(help: "Go on with another model or photograph than the picture was made with.")
    var anyway = false

    @Flag(help: "Write over an existing picture; without it the new one is numbered.")
    var force = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        let parameters = try Self.parameters(of: picture)
        guard photographs.isEmpty || photographs.count == parameters.photographs.count else {
            throw PortraitError.invalidRequest([
                RequestProblem(
                    field: "photographs",
                    message: "has \(photographs.count); the picture was made from \(parameters.photographs.count)")
            ])
        }
        try PortraitCommand.require(photographs)
        let paths = try parameters.photographs.enumerated().map { try path(of: $1, index: $0) }
        let sources = try zip(parameters.photographs, paths).map { try source($0, at: $1) }
        var options = engine.engine
        options.model = try options.model ?? Self.modelName(parameters.model)
        options.device = options.device ?? parameters.settings.device
        options.precision = options.precision ?? parameters.settings.precision
        options.memory = options.memory ?? parameters.settings.memoryLimit.map { "\($0)B" } ?? "none"
        options.threads = parameters.settings.threads
        // The first picture's file type: another could not be equal.
        let kind = URL(fileURLWithPath: picture).pathExtension
        let files = try PortraitFiles(
            output: output ?? "replay.\(kind.isEmpty ? "png" : kind)", count: 1, replaces: force,
            inputs: paths + [picture])
        var request = PortraitRequest(repeating: parameters, photographs: sources)
        request.vectors = files.vectors
        if anyway {
            (request.faceNetworks, request.modelName) = (nil, nil)
            request.repeated?.turned = nil
            request.medium.recorded?.networks = nil
        }
        try await PortraitRunner(
            request: request, files: files.reserved(), engine: options, isJSON: json,
            expectedModel: anyway ? nil : parameters.model
        ).run()
    }

    private static func parameters(of picture: String) throws(PortraitError) -> PortraitParameters {
        guard FileManager.default.fileExists(atPath: picture) else { throw .noFile(picture) }
        let texts: [PictureText]
        do {
            let bytes = try readBoundedFile(URL(fileURLWithPath: picture), limit: DecodingLimits().bytes)
            let isDocument = VectorFormat(rawValue: URL(fileURLWithPath: picture).pathExtension.lowercased()) != nil
            texts = isDocument ? DocumentText.read(from: bytes) : try PictureText.read(fromPicture: bytes)
        } catch {
            throw .badData("\(picture): \(error)")
        }
        guard let text = texts.first(where: { $0.keyword == PortraitParameters.jsonKeyword })?.text else {
            throw .badData("\(picture) carries no parameters of narcis, so it cannot be made again")
        }
        return try PortraitParameters(json: text)
    }

    /// The name comes from a file, so that paths are refused.
    private static func modelName(_ model: ModelIdentity) throws(PortraitError) -> String {
        guard !model.name.isEmpty, !model.name.hasPrefix("."), !model.name.contains("/") else {
            throw .badData("the picture names its model by a path; name the model with --model")
        }
        return model.name
    }

    private func path(of record: PhotographRecord, index: Int) throws(PortraitError) -> String {
        if photographs.indices.contains(index) { return photographs[index] }
        // The name comes from a file: only its last component is used.
        let name = PhotographSource.file(path: record.name).name
        let examples = CommandDependencies.current?.examples ?? []
        let folders =
            [URL(fileURLWithPath: picture).deletingLastPathComponent(), URL(fileURLWithPath: ".")]
            + examples.map { URL(fileURLWithPath: $0, isDirectory: true) }
        let found = folders.map { $0.appending(path: name).plainPath }
            .filter { FileManager.default.fileExists(atPath: $0) }
        // Prefer the file with the recorded hash over another one of that name.
        let isRight = { (path: String) in (try? Self.bytes(of: path)).map(Self.hash) == record.sha256 }
        guard let found = found.count > 1 ? found.first(where: isRight) ?? found.first : found.first else {
            throw .notFound(
                "the photograph \(name) is neither beside the picture nor here; name it after the picture")
        }
        return found
    }

    /// The photograph under the recorded name, which the new picture records again.
    private func source(_ record: PhotographRecord, at path: String) throws(PortraitError) -> PhotographSource {
        if anyway { return .file(path: path) }
        let bytes = try Self.bytes(of: path)
        guard Self.hash(bytes) == record.sha256 else {
            throw .badData(
                "\(path) is not the photograph that the picture was made from; name that one after the picture, or "
                    + "use this one all the same with --anyway")
        }
        return .bytes(bytes, name: record.name)
    }

    private static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).hexadecimal
    }

    private static func bytes(of path: String) throws(PortraitError) -> [UInt8] {
        do {
            return try readBoundedFile(URL(fileURLWithPath: path), limit: DecodingLimits().bytes)
        } catch {
            throw .badData(error.description)
        }
    }
}
