import Foundation
import Imaging
import PortraitDomain

/// The name of a file or folder that this run is going to write.
struct ReservedName {
    let url: URL
    /// The name that was asked for, where it is taken and the new one has a number.
    private(set) var occupied: URL?
    private var reservation: NameReservation?

    /// A name as it was asked for, not kept from other runs.
    init(_ url: URL) { self.url = url }

    fileprivate init(_ url: URL, asked: URL, _ reservation: NameReservation) {
        self.url = url
        occupied = url == asked ? nil : asked
        self.reservation = reservation
    }

    /// Tells that the name is not the one that was asked for.
    func noteOther(_ words: (_ asked: URL) -> String) {
        if let occupied { Console.note("\(words(occupied)) (or use --force)") }
    }
}

/// Names of files that this run is going to write, kept from other runs by empty files of these names. Files that are
/// still empty when the reservation is released are removed.
final class NameReservation: Sendable {
    private let files: [URL]

    private init(_ files: [URL]) { self.files = files }

    deinit { Self.removeEmpty(files) }

    /// The wanted name, or the first one with a number, `portrait-2.png`, under which no file exists.
    /// - Parameter files: the files that will be written under a name; nil where the name is taken.
    static func first(
        _ wanted: URL, field: String, files: (URL) throws(PortraitError) -> [URL]?
    ) throws(PortraitError) -> ReservedName {
        for number in 1...99_999 {
            let name = number == 1 ? wanted : wanted.numbered(number)
            if let files = try files(name), let reservation = make(files) {
                return ReservedName(name, asked: wanted, reservation)
            }
        }
        throw .invalidRequest([RequestProblem(field: field, message: "has no free number; choose another name")])
    }

    /// - Returns: nil where one of the files exists.
    private static func make(_ files: [URL]) -> NameReservation? {
        var made: [URL] = []
        for file in files.map(linkTarget) {
            let descriptor = open(file.plainPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                close(descriptor)
                made.append(file)
            } else if errno == EEXIST {
                removeEmpty(made)
                return nil
            }
            // Any other failure is reported when the file is checked or written.
        }
        return NameReservation(made)
    }

    private static func removeEmpty(_ files: [URL]) {
        var status = stat()
        for file in files where stat(file.plainPath, &status) == 0 && status.st_size == 0 { unlink(file.plainPath) }
    }
}

extension URL {
    /// `portrait-2.png` for `portrait.png`.
    func numbered(_ number: Int) -> URL {
        let stem = deletingPathExtension().lastPathComponent
        let suffix = pathExtension.isEmpty ? "" : "." + pathExtension
        // As the person wrote the folder, or without one.
        let folder = NSString(string: relativePath).deletingLastPathComponent
        return URL(fileURLWithPath: NSString(string: folder).appendingPathComponent("\(stem)-\(number)\(suffix)"))
    }
}
