import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import FaceAnalysis

@Suite("Photographs that are refused")
struct RefusalTests {
    @Test("faces are numbered from the left and chosen by number, size or being the only one")
    func choice() throws {
        let left = DetectedFace.made(left: 0, width: 50, height: 60)
        let middle = DetectedFace.made(left: 200, width: 100, height: 120)
        let right = DetectedFace.made(left: 400, width: 60, height: 70)
        let faces = [left, middle, right]
        #expect(try faces.chosen(.number(1)) == left)
        #expect(try faces.chosen(.number(3)) == right)
        #expect(try faces.chosen(.largest) == middle)
        #expect(try [middle].chosen(.only) == middle)
        #expect(throws: PhotographRefusal.severalFaces(3)) { try faces.chosen(.only) }
        #expect(throws: PhotographRefusal.noSuchFace(number: 4, count: 3)) { try faces.chosen(.number(4)) }
        #expect(throws: PhotographRefusal.noSuchFace(number: 0, count: 3)) { try faces.chosen(.number(0)) }
        for choice in [FaceChoice.only, .largest, .number(1)] {
            #expect(throws: PhotographRefusal.noFace) { try [DetectedFace]().chosen(choice) }
        }
    }

    @Test("a passer-by far smaller than the sitter does not make a group")
    func passerBy() throws {
        let sitter = DetectedFace.made(left: 200, width: 100, height: 120)
        #expect(try [.made(left: 0, width: 30, height: 36), sitter].chosen(.only) == sitter)
    }

    @Test("every example photograph is accepted", arguments: Golden.shared.photographs)
    func accepted(photograph: Golden.Photograph) async throws {
        let report = try await inspect(Cache.photograph(photograph.name))
        #expect(report.refusal == nil && report.remarks.isEmpty && report.turned == 0)
        #expect(report.faces.count == 1 && report.width == photograph.width)
    }

    @Test("a blurred, a small and an empty photograph are refused, and so are two people side by side")
    func refused() async throws {
        let image = try Cache.photograph("astronaut.png")
        let soft = image.resized(width: 36, height: 36, filter: .box).resized(width: 512, height: 512)
        #expect(try await inspect(soft).refusal == .blurred)
        let small = try await inspect(image.resized(width: 180, height: 180))
        guard case .tooSmall(30..<40, least: 40) = small.refusal else {
            Issue.record("\(String(describing: small.refusal))")
            return
        }
        #expect(try await inspect(RGBImage(width: 64, height: 64)).refusal == .noFace)
        var pair = RGBImage(width: 1024, height: 512)
        pair.paste(image, x: 0, y: 0)
        pair.paste(image, x: 512, y: 0)
        let report = try await inspect(pair)
        #expect(report.refusal == .severalFaces(2))
        #expect(report.faces.count == 2 && report.faces[0].box.x < report.faces[1].box.x)
    }

    @Test("a nose far from the middle of the eyes looks away, to either side")
    func lookingAway() throws {
        let image = try Cache.photograph("astronaut.png")
        func refusal(turn: Double) -> PhotographRefusal? {
            FaceQuality(of: .made(left: 170, top: 55, width: 110, height: 120, turn: turn), in: image)?.refusal
        }
        #expect(refusal(turn: 0) == nil)
        #expect(refusal(turn: 0.26) == .lookingAway)
        #expect(refusal(turn: -0.26) == .lookingAway)
        var collapsed = DetectedFace.made()
        collapsed.keypoints = Array(repeating: Point(x: 5, y: 5), count: 5)
        #expect(FaceQuality(of: collapsed, in: image) == nil)
    }

    @Test("what is not a photograph is refused with the decoder's words")
    func notAPhotograph() async throws {
        let analyzer = try Cache.analyzer.get()
        let inspector = NetworkFaceInspector { analyzer }
        func error(_ source: PhotographSource) async -> PortraitError? {
            do {
                _ = try await inspector.faces(in: source)
                return nil
            } catch {
                return error
            }
        }
        #expect(await error(.file(path: "nowhere/me.jpg")) == .notFound("there is no file nowhere/me.jpg"))
        let text = await error(.bytes(Array("hello, this is a text".utf8), name: "me.jpg"))
        #expect(
            text?.description == "me.jpg: The file is not an image; choose a JPEG, PNG, WebP or HEIC photograph.")
    }

    @Test("a cancelled look at a photograph stops")
    func cancelled() async throws {
        let analyzer = try Cache.analyzer.get()
        let inspector = NetworkFaceInspector { analyzer }
        let source = PhotographSource.bytes(
            try RGBImage(width: 64, height: 64).encoded(as: .png), name: "test.png")
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await inspector.faces(in: source)
        }
        task.cancel()
        await #expect(throws: PortraitError.cancelled) { _ = try await task.value }
    }

    private func inspect(_ image: RGBImage) async throws -> FaceReport {
        let analyzer = try Cache.analyzer.get()
        return try await NetworkFaceInspector { analyzer }
            .faces(in: .bytes(image.encoded(as: .png), name: "test.png"))
    }
}
