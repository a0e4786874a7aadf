import Foundation
import Testing

@testable import PortraitDomain

@Suite("What is said of photographs, as codes")
struct PhotographCodeTests {
    private static let refusals: [PhotographRefusal] = [
        .noFace, .severalFaces(2), .noSuchFace(number: 3, count: 1), .tooSmall(pixels: 31, least: 40), .lookingAway,
        .tooDark, .overexposed, .blurred, .hidden, .cutByEdge,
    ]
    private static let remarks: [PhotographRemark] = [
        .turned(degrees: 90), .dark, .overexposed, .eyesHidden, .mouthHidden, .partlyHidden, .cutByEdge,
        .anotherPerson(similarity: 0.12),
    ]

    @Test("each has a code of its own, and comes back from JSON with its numbers")
    func roundTrip() throws {
        #expect(Self.refusals.map(\.code).sorted() == PhotographRefusal.Code.allCases.map(\.rawValue).sorted())
        #expect(Self.remarks.map(\.code).sorted() == PhotographRemark.Code.allCases.map(\.rawValue).sorted())
        let refusals = try JSONEncoder().encode(Self.refusals), remarks = try JSONEncoder().encode(Self.remarks)
        #expect(try JSONDecoder().decode([PhotographRefusal].self, from: refusals) == Self.refusals)
        #expect(try JSONDecoder().decode([PhotographRemark].self, from: remarks) == Self.remarks)
        #expect(String(decoding: remarks, as: UTF8.self).contains(#""code":"cut-by-edge""#))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(Array(Self.refusals[1...3])), as: UTF8.self)
        #expect(
            json == #"[{"code":"several-faces","count":2},{"code":"no-such-face","count":1,"number":3},"#
                + #"{"code":"too-small","least":40,"pixels":31}]"#)
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
