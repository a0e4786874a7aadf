package import Foundation

/// What set-up fetched: face networks, photographs, CLIP's merges.
package enum FetchedFiles {
    /// `NARCIS_CACHE`, or `narcis` in the user's cache folder.
    package static let folder: URL = {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["NARCIS_CACHE"] { return URL(fileURLWithPath: path, isDirectory: true) }
        let home = environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0, isDirectory: true) }
        return (home ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache"))
            .appending(path: "narcis")
    }()

    /// CLIP's published merges.
    package static let merges = folder.appending(path: "clip/bpe_simple_vocab_16e6.txt.gz")

    /// The libtorch that the tests run with.
    package static var libtorch: URL {
        get throws {
            if let path = ProcessInfo.processInfo.environment["LIBTORCH"] { return URL(fileURLWithPath: path) }
            let found = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            guard
                let newest = found.filter({ $0.lastPathComponent.hasPrefix("libtorch-") }).max(by: { $0.path < $1.path }
                )
            else { throw CocoaError(.fileNoSuchFile) }
            return newest
        }
    }
}
