import JobStoreContract
import Support
import Testing

@testable import PortraitDomain

@Suite("Hostile JSON")
struct HostileJSONTests {
    private func error<Value: Decodable>(_ type: Value.Type, _ json: String) -> PortraitError? {
        do throws(PortraitError) {
            _ = try StoredJSON.value(type, from: json)
            return nil
        } catch {
            return error
        }
    }

    @Test("values out of bounds are told by their fields, all at once")
    func bounds() throws {
        let json = """
            {"version":1,"photographs":[{"file":"a.jpg"}],"prompt":{"words":" "},"count":-9223372036854775808,
             "steps":9223372036854775807,"attempts":0,"guidanceScale":1e300,"size":{"width":-8,"height":0},"feather":-1,
             "seed":18446744073709551615,"startMergeStep":-9223372036854775808,"style":"\(String(repeating: "a", count: 300))",
             "recordedMedium":{"medium":"oil","variation":9223372036854775807,"palette":"tide","color":"red","ground":"plain",
              "modelShare":0,"dotsPerInch":300,"page":{"width":9223372036854775807,"height":1}},
             "repeated":{"turned":[45]}}
            """
        guard case .invalidRequest(let problems) = error(StoredRequest.self, json) else {
            Issue.record("it was read")
            return
        }
        let fields = Set(problems.map(\.field))
        let wrong: Set = [
            "words", "count", "steps", "attempts", "guidance", "size", "feather", "start-merge-step", "style", "medium",
            "palette", "page", "turned",
        ]
        #expect(fields.isSuperset(of: wrong), "not found: \(wrong.subtracting(fields))")
    }

    @Test("a merge step may be as late as any model's steps allow")
    func mergeStep() throws {
        func json(_ fields: String) -> String {
            "{\"version\":1,\"photographs\":[{\"file\":\"a\"}],\"prompt\":{\"words\":\"joy\"},\(fields)}"
        }
        #expect(error(StoredRequest.self, json("\"startMergeStep\":100")) == nil)
        #expect(error(StoredRequest.self, json("\"startMergeStep\":10,\"steps\":8")) != nil)
    }

    @Test(
        "numbers that are none of ours, wrong types and wrong names are refused",
        arguments: [
            #""steps":1e400"#, #""steps":1.5"#, #""steps":"20""#, #""steps":99999999999999999999999999"#,
            #""steps":[20]"#, #""steps":true"#, #""feather":1e999"#, #""feather":"NaN""#, #""seed":-1"#,
            #""seed":1e30"#,
            #""count":null,"count":"#, #""face":"99999999999999999999""#, #""face":0"#, #""face":"0""#,
            #""scheduler":"heun""#, #""medium":[]"#, #""page":"A9""#, #""medium":"oil:0""#,
            #""medium":"oil:9223372036854775807""#, #""ground":"""#, #""size":"512x512""#, #""repeated":{"turned":{}}"#,
            #""vectors":"exe""#,
            #""keepsFilm":1"#, #""style":{}"#,
        ])
    func fields(field: String) {
        let json = "{\"version\":1,\"photographs\":[{\"file\":\"a\"}],\"prompt\":{\"words\":\"joy\"},\(field)}"
        guard case .badData = error(StoredRequest.self, json) else {
            Issue.record("\(field) was read")
            return
        }
    }

    @Test(
        "what is no request is refused",
        arguments: [
            "", "null", "7", "[]", "{}", "\u{0}", "{\"version\":2}", "{\"version\":1}",
            #"{"version":1,"photographs":{},"prompt":{"words":"joy"}}"#,
            #"{"version":1,"photographs":[{"content":"ABCD","name":"a"}],"prompt":{"words":"joy"}}"#,
            #"{"version":1,"photographs":[{"content":"../../etc/passwd","name":"a"}],"prompt":{"words":"joy"}}"#,
            #"{"version":1,"photographs":[{}],"prompt":{"words":"joy"}}"#,
            #"{"version":1,"photographs":[{"file":"a\u0000b"}],"prompt":{"words":"joy"}}"#,
            #"{"version":1,"photographs":[{"file":""}],"prompt":{"words":"joy"}}"#,
            #"{"version":1,"photographs":[],"prompt":{"words":"joy"}}"#,
            #"{"version":1,"photographs":[{"file":"a"}],"prompt":{}}"#,
            #"{"version":1,"photographs":[{"file":"a"}],"prompt":{"words":"\ud800"}}"#,
        ])
    func requests(json: String) {
        #expect(error(StoredRequest.self, json) != nil)
    }

    @Test("nesting and size have their limits, in unknown keys too", arguments: ["[", "{\"a\":"])
    func deep(bracket: String) {
        let deep = String(repeating: bracket, count: 100_000)
        #expect(error(StoredRequest.self, deep) != nil)
        #expect(error(StoredRequest.self, "{\"later\":" + deep) != nil)
        #expect(error(StoredRequest.self, String(repeating: " ", count: StoredJSON.byteLimit + 1)) != nil)
    }

    @Test("numbers that programs count with are bounded in progress, jobs and models")
    func counted() throws {
        let max = "9223372036854775807"
        let step = try StoredJSON.text(of: JobProgress.step(StageProgress(stage: .base)))
        for key in ["attempt", "attemptCount", "image", "imageCount", "step", "stepCount"] {
            for value in [max, "-1"] {
                let changed = step.replacing(try Regex("\"\(key)\":[0-9]+"), with: "\"\(key)\":\(value)")
                #expect(changed != step && error(JobProgress.self, changed) != nil, "\(key)")
            }
        }
        let job = try StoredJSON.text(of: Job.made())
        for key in ["attempts", "token", "eventCount", "progressCount", "created", "updated"] {
            let changed = job.replacing(try Regex("\"\(key)\":[0-9]+"), with: "\"\(key)\":\(max)")
            #expect(changed != job && error(Job.self, changed) != nil, "\(key)")
        }
        let model = try StoredJSON.text(
            of: ModelDescription(
                name: "m", defaults: PortraitSettings(), styles: [],
                sizes: PaintingSizes(native: ImageSize(width: 64, height: 64), multiple: 8)))
        for key in ["attempts", "tokensPerPhotograph", "multiple", "enlargement", "steps"] {
            let changed = model.replacing(try Regex("\"\(key)\":[0-9]+"), with: "\"\(key)\":\(max)")
            #expect(changed != model && error(ModelDescription.self, changed) != nil, "\(key)")
        }
    }

    @Test("damaged JSON of any kind never traps")
    func damaged() throws {
        let texts = [
            try StoredJSON.text(of: StoredRequest.full), try StoredJSON.text(of: Job.made()),
            try StoredJSON.text(of: JobEvent(number: 1, time: UnixTime(milliseconds: 5), content: .queued)),
        ]
        var random = SeededRandom(seed: 1)
        let pieces = ["9223372036854775808", "-", "1e999", "\"", "{", "}", "[", "]", "null", "\\u0000", "é", ",", ":"]
        for text in texts {
            for _ in 0..<1500 {
                var bytes = Array(text.utf8)
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    let end = min(place + Int.random(in: 0...4, using: &random), bytes.count)
                    bytes.replaceSubrange(place..<end, with: (pieces.randomElement(using: &random) ?? "").utf8)
                }
                let changed = String(decoding: bytes, as: UTF8.self)
                _ = error(StoredRequest.self, changed)
                _ = error(Job.self, changed)
                _ = error(JobEvent.self, changed)
            }
        }
    }

    @Test("messages name the field and not what stands in it")
    func discreet() {
        let json = #"{"version":1,"photographs":[{"file":"a"}],"prompt":{"words":{"secret":1}}}"#
        #expect(error(StoredRequest.self, json) == .badData("the JSON has a wrong “prompt.words”"))
        #expect(error(StoredRequest.self, #"{"version":1}"#) == .badData("the JSON lacks “photographs”"))
    }

    @Test("what is not finite or too long is not written")
    func written() {
        #expect(throws: PortraitError.self) { try StoredJSON.text(of: [Double.nan]) }
        #expect(throws: PortraitError.self) { try StoredJSON.text(of: [String(repeating: "a", count: 1 << 20)]) }
    }
}
