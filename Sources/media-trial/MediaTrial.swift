import Foundation
import Media

/// Draws sitters that lie ready as files, for trying media without networks.
///
///     media-trial maps FOLDER NAME OUT.ppm
///     media-trial cancel FOLDER NAME MEDIUM|all [HEIGHT]
///     media-trial MEDIUM FOLDER NAME OUT.ppm [HEIGHT [SEED [THREADS]]]
///     media-trial skin FOLDER NAME MEDIA [HEIGHT [SEED [THREADS]]]
///
/// PALETTE, GROUND, LIGHT, VARIATION, PROGRESS and ASPECT in the environment direct it; AREA is the maps'
/// number of pixels. MEDIA are names with commas
/// between them, or `all`: how light the skin becomes in each.
///
/// A sitter is NAME.ppm (P6), NAME.mesh (468 × x, y, z as float32) and NAME.mask (x, y, width, height and 256 × 256
/// values as float32).
@main
struct MediaTrial {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 5 else {
            print("media-trial MEDIUM FOLDER NAME OUT.ppm [HEIGHT [SEED [THREADS]]]")
            return
        }
        let height = arguments.count > 5 ? Int(arguments[5]) ?? 1280 : 1280
        let seed = arguments.count > 6 ? UInt64(arguments[6]) ?? 1 : 1
        let work = Work(threads: arguments.count > 7 ? Int(arguments[7]) ?? 2 : 2)
        let sitting = try Sitting(folder: URL(fileURLWithPath: arguments[2]), name: arguments[3])
        if arguments[1] == "cancel" {
            try Cancellations.run(sitting, media: arguments[4] == "all" ? [] : [arguments[4]], height: height)
            return
        }
        let clock = ContinuousClock()
        let start = clock.now
        let environment = ProcessInfo.processInfo.environment
        let page = try Page(
            sitting, aspect: Float(environment["ASPECT"] ?? "") ?? 0.8,
            area: Float(environment["AREA"] ?? "") ?? Page.area, work: work)
        let direction = Direction(
            palette: Palette.named(environment["PALETTE"] ?? "amber") ?? .amber,
            ground: GroundDesign(rawValue: environment["GROUND"] ?? "sun") ?? .plain,
            lights: LightTable.named(environment["LIGHT"] ?? "") ?? [],
            variation: Int(environment["VARIATION"] ?? "0") ?? 0, seed: seed)
        let prepared = clock.now
        let picture: Print
        if arguments[1] == "check" {
            let planes: [(String, Plane)] = [
                ("L", page.lab.c0), ("a", page.lab.c1), ("valid", page.valid), ("mask", page.mask), ("skin", page.skin),
                ("hair", page.hair), ("clothes", page.clothes), ("importance", page.importance), ("tone", page.tone),
                ("flow", page.flow.cosines), ("clarity", page.clarity), ("relief", page.relief),
                ("features", page.face.features), ("soft", page.face.soft),
            ]
            for (name, plane) in planes {
                let bad = (0..<plane.count).filter { !plane[$0].isFinite }.count
                if bad > 0 { print("\(name): \(bad) values are no numbers") }
            }
            print("depth \(page.depth) skin \(page.skinColor) hair \(page.hairLightness) iod \(page.face.eyeDistance)")
            return
        } else if arguments[1] == "skin" {
            try SkinTrial(page: page).measure(arguments[4], in: direction, height: height, work: work)
            return
        } else if arguments[1] == "maps" {
            picture = page.maps
        } else if arguments[1] == "grounds" {
            picture = page.grounds(seed: seed, palettes: Palette.all)
        } else {
            guard let medium = MediaCatalogue.all[arguments[1]] else {
                print(
                    "no medium \(arguments[1]); there are \(MediaCatalogue.all.keys.sorted().joined(separator: ", "))")
                return
            }
            let artwork = try medium.artwork(of: page, in: direction)
            let planned = clock.now
            if let file = try artwork.outlines(for: arguments[4], aspect: page.aspect, work: work) {
                print("planned in \(planned - prepared), outlined in \(clock.now - planned), \(file.count) bytes")
                try Data(file).write(to: URL(fileURLWithPath: arguments[4]))
                return
            }
            picture = try artwork.print(
                width: Int((Float(height) * page.aspect).rounded()), height: height,
                progress: Float(environment["PROGRESS"] ?? "") ?? 1, tileSide: Int(environment["TILE"] ?? "") ?? 640,
                work: work)
            print("planned in \(planned - prepared), drawn in \(clock.now - planned)")
            let skin = SkinTrial(page: page)
            print("skin \(skin.own) becomes \(skin.median(of: picture)), depth \(page.depth)")
        }
        print("prepared in \(prepared - start), all in \(clock.now - start)")
        try picture.writePPM(to: URL(fileURLWithPath: arguments[4]))
    }
}

extension Sitting {
    init(folder: URL, name: String) throws {
        let data = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).ppm")))
        var fields: [Int] = [], place = 2
        while fields.count < 3 {
            while data[place] <= 32 { place += 1 }
            var value = 0
            while data[place] > 32 {
                value = value * 10 + Int(data[place]) - 48
                place += 1
            }
            fields.append(value)
        }
        let mesh = try Self.floats(folder.appending(path: "\(name).mesh"))
        let mask = try Self.floats(folder.appending(path: "\(name).mask"))
        self.init(
            width: fields[0], height: fields[1], pixels: Array(data[(place + 1)...]),
            mesh: (0..<468).map { SIMD3(mesh[3 * $0], mesh[3 * $0 + 1], mesh[3 * $0 + 2]) },
            mask: RawMask(x: mask[0], y: mask[1], width: mask[2], height: mask[3], values: Array(mask[4...])))
    }

    private static func floats(_ url: URL) throws -> [Float] {
        try Data(contentsOf: url).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
}

extension Print {
    func writePPM(to url: URL) throws {
        try (Data("P6 \(width) \(height) 255\n".utf8) + Data(pixels)).write(to: url)
    }
}

extension Page {
    /// Photograph, mask with regions in colors, tone, relief, side by side at half size.
    var maps: Print {
        let width = grid.width / 2, height = grid.height / 2
        var pixels = [UInt8](repeating: 0, count: 3 * 4 * width * height)
        for y in 0..<height {
            for x in 0..<width {
                let index = 2 * y * grid.width + 2 * x
                let photograph = OKLab.srgb(lab[index])
                let regions =
                    photograph * 0.5 + 0.5
                    * (SIMD3(1, 0.5, 0.2) * skin[index] + SIMD3(0.2, 0.9, 0.2) * hair[index]
                        + SIMD3(0.2, 0.3, 1) * clothes[index])
                let columns: [SIMD3<Float>] = [
                    photograph, regions, SIMD3(repeating: tone[index]) * (0.3 + 0.7 * mask[index]),
                    SIMD3(relief[index] * 4, importance[index], clarity[index]),
                ]
                for (column, color) in columns.enumerated() {
                    let start = 3 * (y * 4 * width + column * width + x)
                    for channel in 0..<3 { pixels[start + channel] = UInt8(clamp(color[channel]) * 255) }
                }
            }
        }
        return Print(width: 4 * width, height: height, pixels: pixels)
    }
}

extension Page {
    /// All grounds, four in a row, each in one of the palettes, with the sitter as a gray shape.
    func grounds(seed: UInt64, palettes: [Palette]) -> Print {
        let width = 320, height = 400
        let small = Grid(width: width, height: height, unit: Float(height), work: grid.work)
        let mask = small.sample(mask, on: grid), tone = small.sample(tone, on: grid)
        let rows = (GroundDesign.allCases.count + 3) / 4
        var pixels = [UInt8](repeating: 0, count: 3 * 4 * width * rows * height)
        for (number, design) in GroundDesign.allCases.enumerated() {
            let palette = palettes[number % palettes.count]
            let field = design.field(on: small, page: self, seed: seed)
            for index in 0..<width * height {
                let ground = mix(palette.ground(field.tone[index]), palette.ink(0).lab, field.accent[index])
                let color = OKLab.srgb(mix(ground, palette.skin(tone[index]), mask[index]))
                let x = number % 4 * width + index % width, y = number / 4 * height + index / width
                for channel in 0..<3 { pixels[3 * (y * 4 * width + x) + channel] = UInt8(color[channel] * 255) }
            }
        }
        return Print(width: 4 * width, height: rows * height, pixels: pixels)
    }
}

extension Artwork {
    /// The bytes of a vector file, when the name ends so and the medium is flat.
    func outlines(for name: String, aspect: Float, work: Work) throws -> [UInt8]? {
        guard name.hasSuffix(".svg") || name.hasSuffix(".pdf"), let flat = self as? any PlateArtwork else { return nil }
        let page = try VectorPage(flat, aspect: aspect, work: work)
        return name.hasSuffix(".svg")
            ? page.svg(millimeters: 300, title: "Trial") : page.pdf(millimeters: 300, title: "Trial")
    }
}
