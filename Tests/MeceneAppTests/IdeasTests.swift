import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mecene
import MeceneApp
import PortraitDomain
import Testing
import WordSafety

@Suite struct IdeasTests {
    private func ideas(_ text: String) throws -> [[String: Any]] {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(object?["ideas"] as? [[String: Any]], "\(text)")
    }

    @Test("An idea has all its parts") func idea() async throws {
        let service = try TestService()
        let text = try await service.test { client async throws in
            let answer = try await client.get("/v1/ideas?words=corporate%20confidence&seed=7")
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "application/json")
            return answer.text
        }
        let idea = try #require(try ideas(text).first)
        #expect(idea["words"] as? String == "corporate confidence")
        #expect(idea["seed"] as? Int == 7)
        #expect(idea["title"] as? String == "Corporate Confidence")
        #expect((idea["idea"] as? String)?.hasPrefix("The sitter number 7 stands") == true)
        #expect((idea["keywords"] as? [String: [String]])?.count == 8)
        #expect((idea["chosen"] as? [String])?.count == 15)
        #expect((idea["prompt"] as? String)?.hasPrefix("portrait of a person img, ") == true)
        #expect(idea["source"] as? String == "test-1")
        #expect(idea["retries"] as? Int == 0)
    }

    /// What `narcis idea --json` prints is an `IdeaDocument` too.
    @Test("The service sends the document that the command prints") func document() async throws {
        let service = try TestService()
        let text = try await service.test { client async throws in
            try await client.get("/v1/ideas?words=corporate%20confidence&seed=7&count=2").text
        }
        let given = try JSONDecoder().decode([String: [IdeaDocument]].self, from: Data(text.utf8))
        let composer = MeceneIdeaComposer(author: TestAuthor(), prompt: PromptRules(), safety: SafetyRules())
        var request = IdeaRequest(words: "corporate confidence", seed: 7)
        request.count = 2
        let documents = try await composer.ideas(for: request).map(IdeaDocument.init)
        #expect(given == ["ideas": documents])
        let printed = try JSONSerialization.jsonObject(with: JSONEncoder().encode(documents)) as? [[String: Any]]
        #expect(try ideas(text).map { Set($0.keys) } == printed?.map { Set($0.keys) })
    }

    @Test("Several ideas have consecutive seeds") func seeds() async throws {
        let service = try TestService()
        let text = try await service.test { client async throws in
            try await client.post("/v1/ideas", #"{"words": "quiet storm", "count": 3, "seed": 10}"#).text
        }
        #expect(try ideas(text).map { $0["seed"] as? Int } == [10, 11, 12])
        #expect(service.author.ideasWritten == 3)
    }

    @Test("Seeds wrap from the largest to 0") func wrapping() async throws {
        let text = try await TestService().test { client async throws in
            try await client.get("/v1/ideas?words=quiet&count=2&seed=4294967295").text
        }
        #expect(try ideas(text).map { $0["seed"] as? Int } == [4_294_967_295, 0])
    }

    @Test("A missing seed is random and part of the answer") func randomSeed() async throws {
        let service = try TestService()
        let (first, second) = try await service.test { client async throws in
            (try await client.get("/v1/ideas?words=quiet").text, try await client.get("/v1/ideas?words=quiet").text)
        }
        let seeds = try [first, second].map { try #require(try ideas($0).first?["seed"] as? Int) }
        #expect(seeds[0] != seeds[1])
    }

    @Test("The same words and seed come from the cache") func cache() async throws {
        let service = try TestService()
        let texts = try await service.test { client async throws in
            var texts: [String] = []
            for words in ["Quiet+Storm", "Quiet+Storm", "Quiet++Storm", "quiet+storm", "loud+storm"] {
                texts.append(try await client.get("/v1/ideas?words=\(words)&seed=1").text)
            }
            let metrics = try await client.get("/metrics").text
            #expect(metrics.contains("mecene_cache_lookups_total{outcome=\"hit\"} 2\n"))
            #expect(metrics.contains("mecene_cache_lookups_total{outcome=\"miss\"} 3\n"))
            return texts
        }
        // A language model gets the words as they were typed, so capital letters may make another idea.
        #expect(service.author.ideasWritten == 3)
        #expect(texts[0] == texts[1] && texts[0] == texts[2])
        #expect(try ideas(texts[3]).first?["words"] as? String == "quiet storm")
    }

    @Test(
        "A plus sign is a space unless it is encoded",
        arguments: [
            ("quiet+storm", "quiet storm"), ("rock%2Broll", "rock+roll"), ("a%20b+c%2bd", "a b c+d"),
        ])
    func plusSign(query: String, words: String) async throws {
        let text = try await TestService().test { client async throws in
            try await client.get("/v1/ideas?words=\(query)&seed=1").text
        }
        #expect(try ideas(text).first?["words"] as? String == words)
    }

    @Test("A full cache drops the least recently used idea") func fullCache() async throws {
        let service = try TestService { $0.cacheSize = 2 }
        try await service.test { client async throws in
            for seed in [1, 2, 1, 3, 1, 2] { _ = try await client.get("/v1/ideas?words=quiet&seed=\(seed)") }
        }
        // 1, 2 and 3 once each, and 2 again, because 3 took its place.
        #expect(service.author.ideasWritten == 4)
    }

    @Test("Keywords can be asked for alone") func keywords() async throws {
        let text = try await TestService().test { client async throws in
            try await client.get("/v1/keywords?words=quiet&seed=1").text
        }
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [[String: Any]]]
        let entry = try #require(object?["keywords"]?.first)
        #expect((entry["keywords"] as? [String: [String]])?["colors"] == ["colors one", "colors two"])
        #expect((entry["chosen"] as? [String])?.count == 15 && entry["idea"] == nil)
    }

    @Test("A stream has every node's result") func stream() async throws {
        let text = try await TestService().test { client async throws in
            let answer = try await client.get(
                "/v1/ideas?words=quiet&seed=5&count=2", headers: [.accept: "text/event-stream"])
            #expect(answer.headers[.contentType] == "text/event-stream")
            return answer.text
        }
        let names = text.split(separator: "\n").filter { $0.hasPrefix("event: ") }.map { $0.dropFirst(7) }
        let once = ["node", "idea", "node", "keywords", "node", "chosen", "node", "prompt", "result"]
        // The stage's own event and its value may come in either order within a stage.
        #expect(names.filter { $0 != "node" } == (once + once).filter { $0 != "node" }.map { $0[...] } + ["done"])
        #expect(text.contains("event: node\ndata: {\"index\":0,\"node\":\"generateIdea\",\"state\":\"started\"}\n\n"))
        #expect(text.hasSuffix("event: done\ndata: {\"count\":2}\n\n"))
    }

    @Test("A stream that fails ends with a problem") func failingStream() async throws {
        let service = try TestService(TestAuthor(.fails))
        let text = try await service.test { client async throws in
            try await client.post("/v1/ideas", #"{"words":"quiet","stream":true}"#).text
        }
        #expect(text.contains("\"node\":\"generateIdea\",\"state\":\"failed\""))
        #expect(text.contains("event: problem\ndata: {\"type\":\"about:blank\",\"title\":\"Internal Server Error\""))
        #expect(!text.contains("/private/path"))
    }
}
