import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import FaceAnalysis

/// What is said of photographs in which something is wrong, by the real networks.
@Suite("What is wrong with a photograph")
struct JudgementTests {
    static let names = ["astronaut.png", "obama2.jpg", "person_b_2.jpg"]

    private func judged(_ image: RGBImage) throws -> PhotographJudgement {
        let analyzer = try Cache.analyzer.get()
        let photograph = try analyzer.upright(image)
        return try analyzer.judgement(on: photograph.sitter(.only), of: photograph)
    }

    private func refusal(of image: RGBImage) throws -> PhotographRefusal? {
        do { return try judged(image).refusal } catch let refusal as PhotographRefusal { return refusal }
    }

    private func copy(_ name: String) throws -> Degraded { try #require(try Degraded(Cache.photograph(name))) }

    @Test("nothing is said of a good one, in color, gray or a little darker or brighter", arguments: names)
    func good(name: String) throws {
        let copy = try copy(name)
        #expect(try judged(copy.image) == PhotographJudgement(remarks: []))
        #expect(try judged(copy.image.gray) == PhotographJudgement(remarks: []))
        for factor in [0.6, 1.15] {
            #expect(try judged(copy.levels { $0 * factor }) == PhotographJudgement(remarks: []))
        }
    }

    @Test("light: too dark is not blurred, dark is remarked, and so are blown out faces", arguments: names)
    func light(name: String) throws {
        let copy = try copy(name)
        #expect(try judged(copy.levels { $0 * 0.06 }).refusal == .tooDark)
        // The face alone lies in the dark, before a bright background.
        #expect(
            try judged(copy.shaded { across, down in max(0.06, min(1, hypot(across, down - 0.6) - 1.2)) }).refusal
                == .tooDark)
        #expect(try judged(copy.levels { $0 * 0.25 }) == PhotographJudgement(remarks: [.dark]))
        let bright = try judged(copy.levels { $0 * 1.8 })
        #expect(bright.refusal == .overexposed || bright.remarks == [.overexposed])
        // Of a face that is white all over, the detector may see nothing.
        let white = copy.levels { $0 * 3 }
        let refused = try refusal(of: white)
        #expect(refused == .overexposed || refused == .noFace, "\(String(describing: refused))")
    }

    @Test("dark skin is not a dark photograph", arguments: names)
    func darkSkin(name: String) throws {
        // Skin far below the middle, with the shine and the whites of the eyes that it has in any light.
        let copy = try copy(name).levels { level in 255 * pow(level / 255, 2.2) * 0.75 + 8 }
        let judgement = try judged(copy)
        #expect(judgement.refusal == nil && !judgement.remarks.contains(.dark))
    }

    @Test("covered: eyes, mouth, one half", arguments: names)
    func covered(name: String) throws {
        let copy = try copy(name), black = RGBColor.black, blue = RGBColor(red: 150, green: 190, blue: 215)
        for color in [black, blue] {
            let bar = try judged(copy.covered(color) { abs($0) < 1.1 && abs($1) < 0.25 })
            // Where the points of a covered face are found beside the bar, one eye seems free.
            let isTrue = bar.remarks.contains(.eyesHidden) || color == blue && bar.remarks.contains(.partlyHidden)
            #expect(bar.refusal == .hidden || isTrue, "\(bar)")
        }
        #expect(try judged(copy.darkGlasses).remarks.contains(.eyesHidden))
        let mask = try judged(copy.covered(blue) { abs($0) < 1.2 && $1 > 0.45 && $1 < 1.8 })
        #expect(mask.refusal == .hidden || mask.remarks.contains(.mouthHidden))
        for color in [black, RGBColor(red: 60, green: 80, blue: 120)] {
            let half = try judged(copy.covered(color) { across, _ in across > 0 && across < 1.8 })
            #expect(half.refusal == .hidden || !half.remarks.isEmpty, "\(half)")
        }
    }

    @Test("a head that reaches over an edge, and one that does not", arguments: names)
    func edges(name: String) throws {
        let copy = try copy(name)
        for cut in [copy.cut(top: 0.8), copy.cut(bottom: 1.5), copy.cut(left: 0.85)] {
            #expect(try judged(cut).remarks.contains(.cutByEdge))
        }
        // The edge runs through the brows, the eyes, above the mouth, through one eye.
        for cut in [copy.cut(top: 0.25), copy.cut(top: 0), copy.cut(bottom: 0.9), copy.cut(left: 0.4)] {
            let refused = try refusal(of: cut)
            #expect(
                refused == .cutByEdge || refused == .noFace || refused == .lookingAway, "\(String(describing: refused))"
            )
        }
        #expect(try judged(copy.cut(left: 2, right: 2)).remarks.isEmpty)
    }

    @Test("a photograph that is nearly black is too dark, and one of plain white has no face")
    func black() throws {
        let dim = RGBImage(width: 64, height: 48, filledWith: RGBColor(red: 9, green: 8, blue: 7))
        let (dark, white) = (try Cache.analyzer.get().upright(dim), RGBImage(width: 64, height: 48, filledWith: .white))
        #expect(throws: PhotographRefusal.tooDark) { try dark.sitter(.only) }
        #expect(throws: PhotographRefusal.noFace) { try Cache.analyzer.get().upright(white).sitter(.only) }
    }
}

extension RGBImage {
    fileprivate var gray: RGBImage {
        let levels = GrayImage(luminanceOf: self).values.map { UInt8(min(max($0, 0), 255).rounded()) }
        return RGBImage(width: width, height: height, pixels: levels.flatMap { [$0, $0, $0] })
    }
}
