import PortraitDomain
import TestSupport
import Testing

@testable import PortraitDomain

/// Recorded parameters come out of pictures, stored requests out of a store: both may be anybody's.
@Suite("Fuzz: recorded and stored JSON")
struct FuzzedRecordTests {
    @Test("parameters that a picture carries are read within their bounds, or refused")
    func parameters() throws {
        var settings = PortraitSettings()
        settings.threads = 2
        settings.medium = MediumSettings(medium: "oil", palette: "ocean", ground: "waves")
        var parameters = PortraitParameters.made()
        parameters.settings = settings
        var read = 0
        try Fuzz.mutations(of: Array(parameters.json().utf8), rounds: Fuzz.rounds(2_000)) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(PortraitError) {
                let value = try PortraitParameters(json: text)
                #expect((1...150).contains(value.settings.steps) && value.settings.medium?.problems.isEmpty != false)
                #expect((1...8).contains(value.photographs.count))
                read += 1
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
        #expect(read > 0)
    }

    @Test("stored requests are read within their bounds, or refused")
    func requests() throws {
        let text = try StoredJSON.text(of: StoredRequest.full)
        try Fuzz.mutations(of: Array(text.utf8), rounds: Fuzz.rounds(2_000)) { bytes in
            guard let read = try? StoredJSON.value(StoredRequest.self, from: String(decoding: bytes, as: UTF8.self))
            else {
                return
            }
            #expect(read.problems.isEmpty && (1...64).contains(read.wishes.count))
        }
    }

    @Test("texts of settings are values within their ranges, or none", arguments: PortraitParameter.all)
    func texts(row: PortraitParameter) {
        let start = Array((row.sample + "        ").utf8)
        Fuzz.mutations(of: start, rounds: Fuzz.rounds(500)) { bytes in
            var request = PortraitRequest.valid
            guard row.read(String(decoding: bytes, as: UTF8.self), into: &request),
                let value = row.wish.get(request)
            else { return }
            let problems = request.problems + PortraitSettings(defaults: PortraitSettings(), request: request).problems
            #expect(row.problem(of: value) == nil || problems.contains { $0.field == row.key }, "\(value)")
            #expect(row.type.parsed(value.text)?.text == value.text, "\(value)")
        }
    }
}
