import Foundation
import Testing

@testable import Media

/// The sitter with skin as dark as skin gets.
@Suite("Dark skin") struct DarkSkinTests {
    private static let sitter: Sitting = {
        var sitter = Sitters.astronaut
        // Levels fall the more the lighter they are, as skin does beside the white of the eyes.
        sitter.pixels = sitter.pixels.map { UInt8(pow(Double($0) / 255, 1.8) * 105) }
        return sitter
    }()

    @Test("is found dark, and the same sitter in fair skin is not")
    func lightness() throws {
        let (dark, fair) = (try Sitters.page(Self.sitter), try Sitters.page())
        #expect(dark.skinLightness < 0.45 && dark.modelling > 0.9)
        #expect(fair.skinLightness > 0.65 && fair.modelling < 0.1)
    }

    @Test(
        "stays dark in media of one ink, and keeps the steps between its tones",
        arguments: ["etching", "engraving", "graphite", "charcoal", "ink-wash"])
    func modelled(name: String) throws {
        let page = try Sitters.page(Self.sitter), grid = page.grid
        let artwork = try #require(MediaCatalogue.all[name]).artwork(of: page, in: Sitters.direction())
        // Lines are mixed by the eye: a pixel of the page's grid has many of the print.
        let fine = 5, width = fine * grid.width
        let print = try artwork.print(width: width, height: fine * grid.height, work: Work(threads: 2))
        let skin = (0..<page.tone.count).filter(page.isComplexion).sorted { page.tone[$0] < page.tone[$1] }
        let lightness = skin.map { index in
            var light = SIMD3<Float>.zero
            for row in 0..<fine {
                for column in 0..<fine {
                    let x = index % grid.width * fine + column, y = index / grid.width * fine + row
                    for channel in 0..<3 {
                        light[channel] += OKLab.decoded(Float(print.pixels[3 * (y * width + x) + channel]) / 255)
                    }
                }
            }
            return OKLab.from(linear: light / Float(fine * fine)).x
        }
        let mean = lightness.reduce(0, +) / Float(lightness.count)
        #expect(mean < page.complexion + 0.2, "\(mean) of \(page.complexion)")
        // Quarters of the face from its shades to its lights.
        let quarters = (0..<4).map { quarter in
            let part = lightness[quarter * lightness.count / 4..<(quarter + 1) * lightness.count / 4]
            return part.reduce(0, +) / Float(part.count)
        }
        #expect(zip(quarters, quarters.dropFirst()).allSatisfy { $0 + 0.01 < $1 }, "\(name): \(quarters), \(mean)")
    }
}

@Suite("Beards") struct BeardTests {
    @Test("are found where there is one, and nowhere else")
    func found() throws {
        func most(_ sitting: Sitting) throws -> Float {
            let share = Beard.share(try Sitters.page(sitting))
            return (0..<share.count).reduce(0) { max($0, share[$1]) }
        }
        #expect(try most(Sitters.astronaut) == 0)
        #expect(try most(Self.bearded) > 0.5)
    }

    /// Dark from the nose to the chin, but for the lips.
    private static var bearded: Sitting {
        var sitter = Sitters.astronaut
        let mesh = sitter.mesh, mouth = (mesh[13] + mesh[14]) / 2
        let halfWidth = abs(mesh[291].x - mesh[61].x) / 2, halfHeight = max(abs(mesh[17].y - mesh[0].y) / 2, 1)
        for y in Int(mesh[2].y) + 1..<min(Int(mesh[152].y), sitter.height) {
            for x in Int(mesh[172].x)..<Int(mesh[397].x) {
                let across = (Float(x) - mouth.x) / halfWidth, down = (Float(y) - mouth.y) / halfHeight
                guard across * across + down * down > 1.1 else { continue }
                for index in 3 * (y * sitter.width + x)..<3 * (y * sitter.width + x) + 3 {
                    sitter.pixels[index] = sitter.pixels[index] / 4
                }
            }
        }
        return sitter
    }
}
