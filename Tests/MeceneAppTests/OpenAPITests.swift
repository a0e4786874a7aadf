import Foundation
import HTTPService
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeceneApp
import Testing

/// The description of the interface against the interface.
@Suite struct OpenAPITests {
    typealias Value = YAMLReader.Value

    private let service: TestService
    private let document: Value

    init() async throws {
        let service = try TestService()
        self.service = service
        document = try YAMLReader.read(
            try await service.test { client async throws in try await client.get("/openapi.yaml").text })
    }

    private func resolved(_ value: Value) throws -> Value {
        guard let reference = value["$ref"]?.text else { return value }
        var found: Value? = document
        try #require(reference.hasPrefix("#/"))
        for step in reference.dropFirst(2).split(separator: "/") { found = found?[String(step)] }
        return try #require(found, "\(reference) leads nowhere")
    }

    @Test("The document has every route and no other") func routes() throws {
        let described = document["paths"]?.fields.flatMap { path, item in
            item.fields.keys.map { "\($0.uppercased()) \(path)" }
        }
        let routes = service.routes.router().routes.map { "\($0.method) \($0.path)" }
        #expect(Set(try #require(described)) == Set(routes), "\(routes)")
        #expect(document["openapi"]?.text == "3.1.0")
    }

    @Test("Every reference resolves and every part is used") func references() throws {
        var used: Set<String> = []
        func visit(_ value: Value) throws {
            if let reference = value["$ref"]?.text { used.insert(reference) }
            _ = try resolved(value)
            try value.fields.values.forEach(visit)
            try value.items.forEach(visit)
        }
        try visit(document)
        for (kind, parts) in document["components"]?.fields ?? [:] {
            for name in parts.fields.keys { #expect(used.contains("#/components/\(kind)/\(name)"), "\(name)") }
        }
        let operations = document["paths"]?.fields.values.flatMap {
            $0.fields.values.compactMap { $0["operationId"]?.text }
        }
        #expect(Set(operations ?? []).count == operations?.count)
    }

    /// Checks a value of JSON by the keywords that the document uses.
    private func check(_ value: Any, _ schema: Value, _ place: String) throws {
        let schema = try resolved(schema)
        switch schema["type"]?.text {
        case "object":
            let object = try #require(value as? [String: Any], "\(place) is no object")
            for name in schema["required"]?.items ?? [] {
                #expect(object[name.text ?? ""] != nil, "\(place) has no \(name)")
            }
            for (name, inner) in object {
                let further = schema["additionalProperties"].flatMap { $0.text == nil ? $0 : nil }
                let described = schema["properties"]?[name] ?? further
                try check(inner, try #require(described, "\(place).\(name) is not described"), "\(place).\(name)")
            }
        case "array":
            let items = try #require(value as? [Any], "\(place) is no list")
            if let least = schema["minItems"]?.text.flatMap(Int.init) { #expect(items.count >= least, "\(place)") }
            if let most = schema["maxItems"]?.text.flatMap(Int.init) { #expect(items.count <= most, "\(place)") }
            let inner = try #require(schema["items"])
            for item in items { try check(item, inner, place + "[]") }
        case "string":
            let text = try #require(value as? String, "\(place) is no text")
            if let allowed = schema["enum"]?.items { #expect(allowed.contains(.text(text)), "\(place): \(text)") }
        case "integer": #expect(value is Int || value is UInt64, "\(place) is no number")
        default: Issue.record("\(place) has no type")
        }
    }

    /// Whether an answer's status, content type and body are as described.
    private func check(_ answer: TestResponse, _ method: String, _ path: String) throws {
        let operation = try #require(document["paths"]?[path]?[method])
        let described = try #require(
            operation["responses"]?["\(answer.status.code)"], "\(method) \(path): \(answer.status.code)")
        let type = try #require(answer.headers[.contentType]?.split(separator: ";").first)
        let content = try resolved(described)["content"]
        let media = try #require(content?[String(type)], "\(method) \(path): \(answer.status.code) as \(type)")
        if type.hasSuffix("json") {
            let object = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
            try check(object, try #require(media["schema"]), "\(method) \(path) \(answer.status.code)")
        }
    }

    @Test("Answers are as described") func answers() async throws {
        let queries = [
            "?words=quiet&seed=1", "?words=quiet&count=2", "?words=quiet&seed=4294967295",
            "?words=quiet&seed=4294967296", "", "?words=naked",
            "?words=quiet&stream=true", "?words=quiet&count=0", "?other=1",
        ]
        let bodies = [
            #"{"words":"quiet","seed":3}"#, #"{"words":"quiet","stream":true}"#, "{", "{}",
            #"{"words":"two teenagers"}"#,
            #"{"words":"\#(String(repeating: "a", count: 9000))"}"#,
        ]
        for path in ["/v1/ideas", "/v1/keywords"] {
            for query in queries {
                let answer = try await service.test { client async throws in try await client.get(path + query) }
                try check(answer, "get", path)
            }
            for body in bodies {
                let answer = try await service.test { client async throws in try await client.post(path, body) }
                try check(answer, "post", path)
            }
            let text = try await service.test { client async throws in
                try await client.post(path, "words", headers: [.contentType: "text/plain"])
            }
            try check(text, "post", path)
        }
        for path in ["/health", "/ready", "/metrics", "/openapi.yaml"] {
            let answer = try await service.test { client async throws in try await client.get(path) }
            try check(answer, "get", path)
        }
        let failing = try TestService(TestAuthor(.fails))
        try check(
            try await failing.test { client async throws in try await client.get("/v1/ideas?words=quiet") }, "get",
            "/v1/ideas")
        let slow = try TestService(TestAuthor(.waits)) { $0.limits.timeOut = .milliseconds(50) }
        try check(
            try await slow.test { client async throws in try await client.get("/v1/keywords?words=quiet") }, "get",
            "/v1/keywords")
    }

    /// Every field that the document names is taken, and no other one.
    @Test("The fields of requests are those that are read") func fields() async throws {
        let request = try #require(document["components"]?["schemas"]?["Request"])
        #expect(Set(request["properties"]?.fields.keys.map(\.self) ?? []) == ["words", "count", "seed", "stream"])
        let parameters = try document["paths"]?["/v1/ideas"]?["get"]?["parameters"]?.items.map {
            try resolved($0)["name"]?.text
        }
        #expect(parameters == ["words", "count", "seed", "stream"])
        let status = try await service.test { client async throws in
            try await client.post("/v1/ideas", #"{"words":"quiet","count":1,"seed":5,"stream":false}"#).status
        }
        #expect(status == .ok)
    }
}
