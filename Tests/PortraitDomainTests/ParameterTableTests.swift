import Foundation
import Testing

@testable import PortraitDomain

extension PortraitParameter: CustomTestStringConvertible {
    package var testDescription: String { key }

    /// A value that is not the standard one.
    var sample: String {
        switch kind {
        case .integer(let range): String(range.lowerBound + 1)
        case .number(let range): (range.lowerBound + (range.upperBound - range.lowerBound) * 0.375).text
        case .seed: "4294967295"
        case .choice(let names): names.last ?? ""
        case .face: "2"
        case .size: "512x640"
        case .name, .text: "ink wash"
        case .offered(.media): "linocut:2"
        case .offered(.palettes): "tide aa00ff"
        case .offered: "plain"
        case .page: "800x1000"
        }
    }

    /// A request that wishes the sample.
    var request: PortraitRequest {
        var request = PortraitRequest.valid
        #expect(read(sample, into: &request))
        return request
    }
}

@Suite("The table of parameters")
struct ParameterTableTests {
    @Test("no name is there twice, and every line of help is one line")
    func names() {
        let all = PortraitParameter.all
        for names in [all.map(\.key), all.map(\.name), all.compactMap(\.infotext)] {
            #expect(Set(names).count == names.count)
        }
        #expect(Set(all.filter { $0.setting != nil }.compactMap(\.infotext)).count == PortraitParameter.settings.count)
        for row in all {
            #expect(!row.help.hasSuffix(".") && !row.help.contains("\n") && row.helpLine.hasSuffix("."))
            #expect(row.helpLine.count <= 120, "\(row.helpLine)")
        }
        #expect(
            PortraitParameter.attempts.helpLine
                == "Candidates per picture; the most similar one is kept (1–16).")
    }

    @Test("every property that a person may set has a row")
    func properties() {
        func names(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }
        let recorded: Set = [
            "paintedSize", "underdrawingEnds", "precision", "device", "memoryLimit", "threads", "faceNetworks",
            "medium",
        ]
        let settings = PortraitParameter.settings
        #expect(names(PortraitSettings()) == recorded.union(settings.map(\.name)))
        let others: Set = [
            "photographs", "prompt", "settings", "medium", "vectors", "keepsFilm", "faceNetworks", "repeated",
            "modelName",
            "keepsStages", "wantsPreviews",
        ]
        let media = PortraitParameter.media.map(\.name)
        #expect(names(MediumWishes()) == Set(media + ["recorded"]))
        let wishes = PortraitParameter.all.filter { $0.setting == nil }.map(\.name)
        #expect(names(PortraitRequest.valid) == others.union(wishes).subtracting(media).union(["medium"]))
    }

    @Test("a wish becomes a setting, is recorded, and comes back in a replay", arguments: PortraitParameter.settings)
    func settings(row: PortraitParameter) throws {
        let settings = try row.request.validated(defaults: PortraitSettings())
        #expect(row.setting?.access.get(settings)?.text == row.sample)
        var parameters = PortraitParameters.made()
        parameters.settings = settings
        let read = try PortraitParameters(json: parameters.json())
        #expect(read == parameters && row.recorded(read)?.text == row.sample)
        let field = try Infotext.Field(#require(row.infotext), #require(row.recorded(read)).infotext)
        #expect(Infotext(read).fields.contains(field))
        let again = PortraitRequest(repeating: read, photographs: [.file(path: "ann.jpg")])
        #expect(row.wish.get(again)?.text == row.sample)
        #expect(try again.validated(defaults: PortraitSettings()) == settings)
    }

    @Test("a stored wish comes back", arguments: PortraitParameter.all)
    func stored(row: PortraitParameter) throws {
        let stored = StoredRequest(photographs: [.file(path: "ann.jpg")], wishes: row.request)
        let json = try StoredJSON.text(of: stored)
        #expect(json.contains("\"\(row.name)\":"))
        let read = try StoredJSON.value(StoredRequest.self, from: json)
        #expect(read == stored && row.wish.get(read.wishes)?.text == row.sample)
        var request = read.wishes
        row.wish.set(&request, nil)
        #expect(row.standard == nil ? row.wish.get(request) == nil : row.wish.get(request)?.text == row.sample)
    }

    @Test("values beyond the range are refused under the parameter's name", arguments: PortraitParameter.all)
    func ranges(row: PortraitParameter) {
        let wrong: [String] =
            switch row.kind {
            case .integer(let range): ["\(range.lowerBound - 1)", "\(range.upperBound + 1)"]
            case .number(let range): ["\(range.lowerBound - 0.5)", "\(range.upperBound + 0.5)", "nan", "inf"]
            case .seed: ["4294967296"]
            case .choice, .face: []
            case .offered: [String(repeating: "a", count: 256)]
            case .page: ["63x80", "9000x9000", "400x2000"]
            case .size: ["100", "64x4096"]
            case .name: [String(repeating: "a", count: 256), "\u{7}"]
            case .text(let limit): [String(repeating: "a", count: limit + 1), "\u{7}"]
            }
        for text in wrong {
            var request = PortraitRequest.valid
            #expect(row.read(text, into: &request))
            let error = #expect(throws: PortraitError.self) { try request.validated(defaults: PortraitSettings()) }
            guard case .invalidRequest(let problems) = error else { continue }
            #expect(problems.map(\.field) == [row.key])
        }
        var request = PortraitRequest.valid
        if [.name, .text(bytes: PortraitRequest.promptByteLimit)].contains(row.kind) { return }
        if case .offered = row.kind { return }
        #expect(!row.read("many", into: &request) && request == .valid)
    }

    // Pictures carry this form, and must be read by every later version.
    @Test("the recorded form keeps its names, and leaves out what came later and is not used")
    func form() throws {
        let plain = """
            {"detailSteps":20,"detailStrength":0.5,"device":"cpu","facePadding":0.5,"feather":0.15,"forehead":0.4,\
            "guidanceScale":5,"guidanceTail":"conditional-only","identityScale":1,"precision":"float32",\
            "schedule":"ays-timesteps","scheduler":"euler","size":{"height":1024,"width":1024},"startMergeStep":3,\
            "steps":20}
            """
        try expectForm(PortraitSettings(), is: plain)
        var settings = PortraitSettings()
        settings.underdrawing = 0.9
        settings.underdrawingReach = 0.25
        settings.underdrawingEnds = true
        settings.paintedSize = ImageSize(width: 256, height: 320)
        settings.threads = 2
        settings.faceNetworks = "ab"
        settings.memoryLimit = 7
        let text = try StoredJSON.text(of: settings)
        #expect(
            text.hasSuffix(
                """
                "memoryLimit":7,"paintedSize":{"height":320,"width":256},"precision":"float32","reach":0.25,\
                "schedule":"ays-timesteps","scheduler":"euler","size":{"height":1024,"width":1024},"startMergeStep":3,\
                "steps":20,"threads":2,"underdrawingEnds":true,"underdrawn":0.9}
                """))
        #expect(try StoredJSON.value(PortraitSettings.self, from: text) == settings)
        let incomplete = plain.replacing("\"steps\":20", with: "\"later\":20")
        #expect(throws: PortraitError.self) { try StoredJSON.value(PortraitSettings.self, from: incomplete) }
    }
}
