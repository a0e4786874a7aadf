import FaceAnalysis
import Foundation
import PortraitDomain
import Synchronization

/// Face networks by their folder, loaded once for both the judgement of photographs and the painting.
final class FaceAnalyzers: Sendable {
    private let standard: URL
    private let loaded = Mutex<[URL: FaceAnalyzer]>([:])

    /// - Parameter standard: the networks that set-up fetched, also used for those that a folder lacks.
    init(standard: URL) { self.standard = standard }

    /// - Parameter folder: nil for the standard networks.
    func analyzer(in folder: String?) throws(PortraitError) -> FaceAnalyzer {
        let url = folder.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? standard
        do {
            return try loaded.withLock { loaded in
                if let analyzer = loaded[url] { return analyzer }
                let analyzer = try FaceAnalyzer(folder: url, defaults: standard)
                loaded[url] = analyzer
                return analyzer
            }
        } catch {
            throw PortraitError(faceNetworks: error, areFetched: folder == nil)
        }
    }
}
