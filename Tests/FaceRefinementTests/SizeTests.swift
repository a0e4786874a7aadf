import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain
import TestSupport
import Testing

@testable import PortraitEngine

/// The tiny model paints 64 pixels, enlarged to 128.
@Suite("The picture has the size that was asked for", .serialized)
struct PictureSizeTests {
    private func portrait(
        _ size: ImageSize?, repeated: RepeatedPicture? = nil, steps: Int = 0
    ) throws -> Portrait {
        let (run, plan) = try Setup.run(adjusting: { request in
            request.size = size
            request.repeated = repeated
            request.steps = 2
            request.medium = .off
            request.detailSteps = steps
        })
        return try run.portraits([PictureRow(plan: plan, index: 0, seed: 5)])[0].get()
    }

    @Test("any size is written, and the record says which", arguments: ["64", "128", "512", "96x160", "256x64"])
    func written(text: String) throws {
        let size = try #require(ImageSize(text))
        let made = try portrait(size)
        #expect(made.image.width == size.width && made.image.height == size.height)
        #expect(made.parameters.settings.size == size)
        let painted = try #require(made.parameters.settings.paintedSize)
        #expect(min(painted.width, painted.height) == 64)
        #expect(made.stages.first?.image.width == painted.width)
        let again = try portrait(size, repeated: RepeatedPicture(paintedSize: painted))
        #expect(again.image == made.image && again.parameters == made.parameters)
    }

    @Test("without a size it is the model's own, enlarged, as it was before sizes were kept apart")
    func old() throws {
        let made = try portrait(nil)
        #expect(made.image.width == 128 && made.parameters.settings.size == ImageSize(width: 128, height: 128))
        let old = try portrait(ImageSize(width: 64, height: 64), repeated: RepeatedPicture())
        #expect(old.image == made.image)
        #expect(old.parameters.settings.size == ImageSize(width: 64, height: 64))
        #expect(old.parameters.settings.paintedSize == nil)
    }
}

@Suite("Whose photographs they are")
struct SitterGroupTests {
    private let anna: [[Float]] = [[1, 0, 0], [0.9, 0.3, 0], [0.6, 0.8, 0]]
    private let other: [Float] = [0, 0, 1]

    @Test("who is like none of the others is another person, wherever it stands", arguments: 0...3)
    func odd(place: Int) {
        var vectors = anna
        vectors.insert(other, at: place)
        #expect(vectors.others(below: 0.5) == [place: 0])
    }

    @Test("photographs of one person are one group, also by way of a third; of two people the first counts")
    func groups() {
        #expect(anna.others(below: 0.7).isEmpty)
        #expect([anna[0], anna[2]].others(below: 0.7).keys.sorted() == [1])
        #expect([other, anna[0]].others(below: 0.5).keys.sorted() == [1])
        #expect([other, anna[0], anna[1]].others(below: 0.5).keys.sorted() == [0])
        #expect([[Float]]().others(below: 0.5).isEmpty && [other].others(below: 0.5).isEmpty)
    }

    @Test("real photographs of one person agree, and of two they do not")
    func real() throws {
        let embedder = try Setup.analyzer.get().embedder
        func vector(_ name: String) throws -> [Float] {
            let image = try Setup.photograph(name)
            let face = try #require(try Setup.analyzer.get().faces(in: image).first)
            return try #require(try embedder.vector(of: image, keypoints: face.keypoints))
        }
        let obama = try ["obama.jpg", "obama2.jpg", "obama3.jpg"].map(vector)
        #expect(obama.others(below: embedder.strangers).isEmpty)
        let mixed = try obama + [vector("person_a_1.jpg")]
        #expect(mixed.others(below: embedder.strangers).keys.sorted() == [3])
    }
}
