import Foundation

/// The folders of models and networks on this machine.
struct LocalFolders: Sendable {
    /// Folders with model folders in them.
    var models: [URL]
    var imports: URL
    var faces: URL
    /// Example photographs.
    var photographs: URL
    /// CLIP's published merges.
    var merges: URL
    /// The file of the stored hashes of model files.
    var hashes: URL

    /// `NARCIS_MODELS`, the checkout's `Models`, and the user's own folder; `NARCIS_CACHE` for what set-up fetched.
    static var current: LocalFolders {
        // An empty variable counts as unset.
        let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
        let home = FileManager.default.homeDirectoryForCurrentUser
        func folder(_ path: String) -> URL { URL(fileURLWithPath: path, isDirectory: true) }
        let cacheHome = environment["XDG_CACHE_HOME"].map(folder) ?? home.appending(path: ".cache")
        let cache = environment["NARCIS_CACHE"].map(folder) ?? cacheHome.appending(path: "narcis")
        let data = environment["XDG_DATA_HOME"].map(folder) ?? home.appending(path: ".local/share")
        var models = environment["NARCIS_MODELS"].map { [folder($0)] } ?? []
        // The program lies in .build/<triple>/<configuration> of a checkout.
        var parent = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<4 {
            if let url = parent?.appending(path: "Models"), FileManager.default.fileExists(atPath: url.path) {
                models.append(url)
            }
            parent = parent?.deletingLastPathComponent()
        }
        // An installed program: bin/narcis beside share/narcis/models.
        if let program = Bundle.main.executableURL?.resolvingSymlinksInPath() {
            models.append(
                program.deletingLastPathComponent().deletingLastPathComponent()
                    .appending(path: "share/narcis/models"))
        }
        models.append(folder("Models"))
        // A copied program: the checkout that it was built from, if it still exists.
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        models.append(checkout.appending(path: "Models"))
        return LocalFolders(
            models: models, imports: data.appending(path: "narcis/models"), faces: cache.appending(path: "faces"),
            photographs: cache.appending(path: "photographs"),
            merges: cache.appending(path: "clip/bpe_simple_vocab_16e6.txt.gz"),
            hashes: cache.appending(path: "hashes.json"))
    }
}
