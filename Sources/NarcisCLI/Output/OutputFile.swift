import Foundation
import Imaging
import PortraitDomain

/// A picture file that a command is going to write, checked before anything is computed.
struct OutputFile {
    private var name: ReservedName
    private let field: String
    var url: URL { name.url }

    /// - Parameters:
    ///   - field: the option that names the file.
    ///   - inputs: files that must not be written over.
    ///   - allowsVectors: whether it may be an SVG or PDF file.
    init(
        _ path: String, field: String, inputs: [String] = [], allowsVectors: Bool = false
    ) throws(PortraitError) {
        name = ReservedName(URL(fileURLWithPath: path))
        self.field = field
        func problem(_ message: String) -> PortraitError {
            .invalidRequest([RequestProblem(field: field, message: message)])
        }
        guard !path.isEmpty else { throw problem("is empty; name a file") }
        do {
            if !allowsVectors || VectorFormat(rawValue: url.pathExtension.lowercased()) == nil {
                _ = try OutputFormat(forFileNamed: url.lastPathComponent)
            }
        } catch {
            let shapes = allowsVectors ? ", or in a medium of shapes .svg or .pdf" : ""
            throw problem("“\(url.lastPathComponent)” does not end in \(OutputFormat.endings)\(shapes)")
        }
        let folder = linkTarget(of: url).deletingLastPathComponent()
        guard let isFolder = Self.isFolder(folder) else {
            throw .notFound("there is no folder \(folder.plainPath) to write into; make it first")
        }
        guard isFolder else {
            throw .notFound("\(folder.plainPath) is not a folder, so nothing can be written into it")
        }
        guard Self.isFolder(url) != true else { throw problem("“\(path)” is a folder; name a file") }
        guard url.lastPathComponent.utf8.count <= 255 else {
            throw problem("has a name of more than 255 bytes; choose a shorter one")
        }
        guard Self.canBeWrittenTo(folder) else {
            throw .notFound("nothing can be written into \(folder.plainPath); choose another folder with --\(field)")
        }
        guard let identity = Self.identity(of: url) else { return }
        for input in inputs where Self.identity(of: URL(fileURLWithPath: input)) == identity {
            throw problem("“\(path)” is one of the files that it is made from; choose another name")
        }
    }

    /// The same file, or the first numbered one that does not exist, kept for this run.
    /// - Parameter replaces: whether an existing file is written over.
    func reserved(replaces: Bool) throws(PortraitError) -> OutputFile {
        guard !replaces else { return self }
        var file = self
        file.name = try NameReservation.first(url, field: field) { [$0] }
        return file
    }

    func noteOtherName() {
        name.noteOther { "\($0.relativePath) is there already, so \(url.relativePath) is written" }
    }

    /// Creates a file to find out: permissions alone do not show a read-only disk or a file system that takes no files.
    static func canBeWrittenTo(_ folder: URL) -> Bool {
        let trial = folder.appending(path: ".\(UUID().uuidString).partial")
        defer { try? FileManager.default.removeItem(at: trial) }
        return FileManager.default.createFile(atPath: trial.plainPath, contents: nil)
    }

    /// nil where nothing exists.
    static func isFolder(_ url: URL) -> Bool? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.plainPath, isDirectory: &isFolder) else { return nil }
        return isFolder.boolValue
    }

    /// The path that a file has, or is going to have, without links and steps back.
    static func realPath(of url: URL) -> String {
        target(of: url.deletingLastPathComponent()).appending(path: url.lastPathComponent).plainPath
    }

    /// The target of a path through all links; the path itself where nothing exists.
    static func target(of url: URL) -> URL {
        existingTarget(of: url) ?? url.standardizedFileURL
    }

    /// Device and file number: equal for one file under two names.
    static func identity(of url: URL) -> [Int]? {
        var status = stat()
        guard stat(url.plainPath, &status) == 0 else { return nil }
        return [Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino)]
    }
}

extension URL {
    var plainPath: String {
        let path = path(percentEncoded: false)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
