import Imaging
import PortraitDomain

/// Writes the film of a picture as an animated WebP.
enum FilmFile {
    /// Milliseconds that each frame is shown, and the last one.
    private static let pace = 110
    private static let rest = 2500

    /// Checks the name before anything is painted.
    static func checked(_ path: String, files: PortraitFiles) throws(PortraitError) -> OutputFile {
        guard path.lowercased().hasSuffix(".webp") else {
            throw .invalidRequest([RequestProblem(field: "film", message: "is “\(path)”; name a .webp file")])
        }
        return try files.companion(path, field: "film")
    }

    static func write(_ portrait: Portrait, to file: OutputFile) throws(PortraitError) {
        guard let first = portrait.film.first else { return }
        do {
            let frames = portrait.film.map(RGBImage.init)
            let delays = frames.indices.map { $0 == frames.count - 1 ? rest : pace }
            try RGBImage.writeAnimation(
                frames, delays: delays, width: first.width, height: first.height, to: file.url)
        } catch {
            throw .engine("the film cannot be written: \(error)")
        }
    }
}
