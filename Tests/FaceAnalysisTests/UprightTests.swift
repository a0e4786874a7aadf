import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import FaceAnalysis

@Suite("Photographs that lie on their side")
struct UprightTests {
    private func report(_ image: RGBImage) async throws -> FaceReport {
        let analyzer = try Cache.analyzer.get()
        return try await NetworkFaceInspector { analyzer }
            .faces(in: .bytes(image.encoded(as: .png), name: "test.png"))
    }

    @Test(
        "they are turned all four ways, and age, sex and likeness are those of the upright one",
        arguments: ["astronaut.png", "obama2.jpg", "person_b_1.jpg"], [90, 180, 270])
    func turned(name: String, degrees: Int) async throws {
        let photograph = try #require(try Degraded(Cache.photograph(name))).image
        let upright = try await report(photograph), found = try await report(photograph.turned(clockwise: degrees))
        #expect(upright.turned == 0 && upright.remarks.isEmpty)
        #expect(found.turned == 360 - degrees && found.remarks == [.turned(degrees: 360 - degrees)])
        #expect(found.width == photograph.width && found.refusal == nil)
        // No pixel is lost in turning, so nothing else differs.
        #expect(found.faces == upright.faces)
    }

    @Test("an upright photograph is looked at once and never turned", arguments: Golden.shared.photographs)
    func upright(photograph: Golden.Photograph) throws {
        let analyzer = try Cache.analyzer.get()
        let image = try Cache.photograph(photograph.name), found = try analyzer.upright(image)
        #expect(found.turned == 0 && found.image == image)
        #expect(try found.faces == analyzer.faces(in: image))
    }

    @Test("a leaning head stays where it is", arguments: [-35.0, -20, 20, 35])
    func leaning(degrees: Double) throws {
        let photograph = try #require(try Degraded(Cache.photograph("astronaut.png"))).image
        let middle = Double(photograph.width) / 2
        let radians = degrees * .pi / 180
        let (cosine, sine) = (cos(radians), sin(radians))
        let turn = AffineTransform(
            a: cosine, b: -sine, c: middle - cosine * middle + sine * middle, d: sine, e: cosine,
            f: middle - sine * middle - cosine * middle)
        let leaning = try #require(
            photograph.warped(by: turn, width: photograph.width, height: photograph.width, outside: .edge))
        #expect(try Cache.analyzer.get().upright(leaning).turned == 0)
    }

    @Test("how a repeated picture's photograph was turned is not looked for again")
    func known() throws {
        let photograph = try #require(try Degraded(Cache.photograph("astronaut.png"))).image
        let analyzer = try Cache.analyzer.get(), lying = photograph.turned(clockwise: 90)
        #expect(try analyzer.upright(lying, turned: 0).image == lying)
        #expect(try analyzer.upright(lying, turned: 270).image == photograph)
    }

    @Test("a picture without a face stays as it is")
    func nothing() throws {
        let image = RGBImage(width: 200, height: 100, filledWith: .white)
        let found = try Cache.analyzer.get().upright(image)
        #expect(found.turned == 0 && found.faces.isEmpty && found.image == image)
    }
}
