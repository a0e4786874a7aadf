import Testing

@testable import PortraitDomain

@Suite("Requests as JSON")
struct StoredRequestTests {
    // The stored form may never change silently: jobs written by one version are read by the next.
    @Test("a plain request has this form")
    func plain() throws {
        let json = """
            {"count":1,"face":"only","keepsFilm":false,"keepsStages":false,"photographs":[{"file":"photos/ann.jpg"}],\
            "prompt":{"words":"quiet joy"},"version":1,"wantsPreviews":false}
            """
        #expect(try StoredJSON.text(of: StoredRequest.made()) == json)
        #expect(try StoredJSON.value(StoredRequest.self, from: json) == .made())
    }

    @Test("a request with everything has this form")
    func full() throws {
        let hash = String(repeating: "0a", count: 32)
        let json = """
            {"attempts":2,"count":3,"detailSteps":0,"detailStrength":1,"face":"2","faceNetworks":"ab","facePadding":2,\
            "feather":0.25,"forehead":0,"ground":"plain","guidanceScale":4.5,"guidanceTail":"throughout",\
            "identityScale":0.5,"keepsFilm":true,"keepsStages":true,"light":"left","medium":"linocut:2",\
            "modelName":"narcis-mini","negativePrompt":"","page":"800x1000","palette":"tide aa00ff",\
            "photographs":[{"file":"/photos/ann.jpg"},{"content":"\(hash)","name":"me.png"},\
            {"name":"c.webp","object":"a/b"}],"prompt":{"words":"quiet joy"},\
            "recordedMedium":{"dotsPerInch":300,"ground":"plain","medium":"linocut","modelShare":0,\
            "page":{"height":1280,"width":1024},"palette":"tide","variation":0},\
            "repeated":{"paintedSize":{"height":320,"width":256},"turned":[0,90,0],"underdrawingEnds":true},\
            "schedule":"ays-sigmas","scheduler":"dpm++2m","seed":4294967295,"size":{"height":640,"width":512},\
            "startMergeStep":-1,"steps":30,"style":"linocut","underdrawing":0.75,"underdrawingReach":0.5,\
            "vectors":"svg","version":1,"wantsPreviews":true}
            """
        #expect(try StoredJSON.text(of: StoredRequest.full) == json)
        #expect(try StoredJSON.value(StoredRequest.self, from: json) == .full)
        // Whoever adds a parameter adds it here as well.
        for row in PortraitParameter.all { #expect(json.contains("\"\(row.name)\":")) }
    }

    @Test("prompts come back in each degree of readiness", arguments: oddTexts)
    func prompts(text: String) throws {
        let idea = PortraitIdea(
            words: text, seed: .max, text: text, keywords: [KeywordGroup(category: "colors", words: [text])],
            chosen: [text], prompt: text, source: "composer 1")
        let resolved = ResolvedPrompt(
            words: text, text: text, triggerWord: "img", classWord: "woman", style: text, idea: idea)
        for prompt in [PromptSource.words(text), .idea(idea), .resolved(resolved)] {
            let json = try StoredJSON.text(of: prompt)
            #expect(try StoredJSON.value(PromptSource.self, from: json) == prompt)
        }
    }

    @Test("an idea and a resolved prompt have these forms")
    func promptForms() throws {
        let idea = PortraitIdea(
            words: "joy", seed: 7, text: "A calm.", keywords: [KeywordGroup(category: "colors", words: ["blue"])],
            chosen: ["blue"], prompt: "blue, calm", source: "composer 1")
        let json = """
            {"chosen":["blue"],"keywords":[{"category":"colors","words":["blue"]}],"prompt":"blue, calm","seed":7,\
            "source":"composer 1","text":"A calm.","words":"joy"}
            """
        #expect(try StoredJSON.text(of: PromptSource.idea(idea)) == "{\"idea\":\(json)}")
        let prompt = ResolvedPrompt(words: "joy", text: "a man img", triggerWord: "img", classWord: "man", idea: idea)
        let resolved = """
            {"resolved":{"classWord":"man","idea":\(json),"text":"a man img","triggerWord":"img","words":"joy"}}
            """
        #expect(try StoredJSON.text(of: PromptSource.resolved(prompt)) == resolved)
    }

    @Test("missing keys have their defaults, and unknown ones are ignored")
    func lenient() throws {
        let json = """
            {"version":1,"photographs":[{"file":"photos/ann.jpg","colour":"red"}],"prompt":{"words":"quiet joy"},
             "later":{"deep":[1,2,{"deeper":null}]}}
            """
        #expect(try StoredJSON.value(StoredRequest.self, from: json) == .made())
    }

    @Test("a seed recorded before there was a limit is kept to the last digit")
    func largeSeed() throws {
        var parameters = PortraitParameters.made()
        parameters.seed = .max - 1
        let wishes = PortraitRequest(repeating: parameters, photographs: [])
        let request = StoredRequest(photographs: [.file(path: "ann.jpg")], wishes: wishes)
        let json = try StoredJSON.text(of: request)
        #expect(json.contains("18446744073709551614"))
        #expect(try StoredJSON.value(StoredRequest.self, from: json) == request)
    }

    @Test("bytes are kept elsewhere, and fetched again")
    func bytes() async throws {
        var request = PortraitRequest.valid
        request.photographs.append(.bytes([1, 2, 3], name: "me.png"))
        let stored = try StoredRequest(request) { bytes throws(PortraitError) in
            #expect(bytes == [1, 2, 3])
            return .made
        }
        #expect(stored.photographs == [.file(path: "photos/ann.jpg"), .content(.made, name: "me.png")])
        #expect(stored.namesFiles && stored.photographs.map(\.name) == ["ann.jpg", "me.png"])
        let again = try await stored.request { reference throws(PortraitError) in
            switch reference {
            case .file(let path): .file(path: path)
            case .content(_, let name): .bytes([1, 2, 3], name: name)
            case .object: throw .notFound("objects")
            }
        }
        #expect(again == request)
    }
}
