import Foundation
import Testing

@testable import PortraitDomain

@Suite("What is said of photographs, as codes")
struct PhotographCodeTests {
    private static let refusals =
        [.severalFaces(2), .noSuchFace(number: 3, count: 1), .tooSmall(pixels: 31, least: 40)] + PhotographRefusal.plain
    private static let remarks = [.turned(degrees: 90), .anotherPerson(similarity: 0.12)] + PhotographRemark.plain

    @Test("each has a code of its own, and comes back from JSON with its numbers")
    func roundTrip() throws {
        #expect(Set(Self.refusals.map(\.code)).count == Self.refusals.count)
        #expect(Set(Self.remarks.map(\.code)).count == Self.remarks.count)
        let refusals = try JSONEncoder().encode(Self.refusals), remarks = try JSONEncoder().encode(Self.remarks)
        #expect(try JSONDecoder().decode([PhotographRefusal].self, from: refusals) == Self.refusals)
        #expect(try JSONDecoder().decode([PhotographRemark].self, from: remarks) == Self.remarks)
        #expect(String(decoding: remarks, as: UTF8.self).contains(#""code":"cut-by-edge""#))
    }

    @Test("an unknown code is none", arguments: [#"{"code":"ugly"}"#, "{}", #"{"code":"too-small"}"#])
    func unknown(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(PhotographRefusal.self, from: Data(json.utf8)) }
    }

    @Test("a photograph's turn is recorded and repeated; an old record says that there was none")
    func turned() throws {
        var parameters = PortraitParameters.made()
        #expect(try !parameters.json().contains("turned"))
        let old = PortraitRequest(repeating: parameters, photographs: [.file(path: "a.jpg")])
        #expect(old.repeated?.turned == Array(repeating: 0, count: parameters.photographs.count))
        parameters.photographs[0].turned = 270
        let read = try PortraitParameters(json: parameters.json())
        let new = PortraitRequest(repeating: read, photographs: [.file(path: "a.jpg")])
        #expect(new.repeated?.turned?.first == 270)
    }
}
