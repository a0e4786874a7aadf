import HTTPService
import Hummingbird
import HummingbirdCore
import PortraitDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A request to `/v1/ideas` or `/v1/keywords`, from a query or a body.
struct IdeasRequest: Sendable, Equatable {
    var words: String
    var count = 1
    /// Random if none is given; answers contain it. Below 2³² like the seeds of pictures: programs that read JSON into
    /// floating-point numbers round integers above 2⁵³.
    var seed: UInt64
    var streams = false

    init(words: String, count: Int? = nil, seed: UInt64? = nil, streams: Bool = false, countLimit: Int) throws(Problem)
    {
        let count = count ?? 1
        guard (1...countLimit).contains(count) else {
            throw .invalid("count is \(count); it must be 1 to \(countLimit)", field: "count")
        }
        let seed = seed ?? PortraitRequest.randomSeed()
        guard seed <= UInt32.max else {
            throw .invalid("seed is \(seed); it must be 0 to \(UInt32.max)", field: "seed")
        }
        self.words = words
        self.count = count
        self.seed = seed
        self.streams = streams
    }

    static func fromQuery(_ request: Request, countLimit: Int) throws(Problem) -> IdeasRequest {
        // A plus sign is a space in queries; one that is encoded is a plus sign.
        let spaced = request.uri.query.map { $0.map { $0 == "+" ? "%20" : String($0) }.joined() }
        let query = URI("/?" + (spaced ?? "")).queryParameters
        for (name, _) in query where !["words", "count", "seed", "stream"].contains(name) {
            throw .invalid("there is no field \(name.prefix(40))", field: String(name.prefix(40)))
        }
        guard let words = query["words"] else { throw .invalid("words are missing", field: "words") }
        return try IdeasRequest(
            words: String(words), count: try number(query["count"], "count"),
            seed: try number(query["seed"], "seed"),
            streams: try flag(query["stream"]) || accepts(request), countLimit: countLimit)
    }

    static func fromBody(_ request: Request, bodyLimit: Int, countLimit: Int) async throws -> IdeasRequest {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/json") == true else {
            throw Problem(.unsupportedMediaType, "send the body as application/json")
        }
        let buffer = try await request.body.collect(upTo: bodyLimit)
        let body: Body
        do {
            body = try JSONDecoder().decode(Body.self, from: Data(buffer.readableBytesView))
        } catch let error as Problem {
            throw error
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let field = context.codingPath.first?.stringValue ?? "body"
            throw Problem.invalid("\(field) has the wrong type", field: field)
        } catch DecodingError.keyNotFound(let key, _) {
            throw Problem.invalid("\(key.stringValue) are missing", field: key.stringValue)
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            let field = context.codingPath[0].stringValue
            throw Problem.invalid("\(field) is out of range", field: field)
        } catch {
            throw Problem.invalid("the body is not a JSON object", field: "body")
        }
        return try IdeasRequest(
            words: body.words, count: body.count, seed: body.seed, streams: body.stream ?? accepts(request),
            countLimit: countLimit)
    }

    private static func accepts(_ request: Request) -> Bool {
        request.headers[.accept]?.contains("text/event-stream") ?? false
    }

    private static func number<Number: FixedWidthInteger>(_ text: Substring?, _ field: String) throws(Problem)
        -> Number?
    {
        guard let text else { return nil }
        guard let number = Number(text) else {
            throw .invalid(
                "\(field) must be a whole number\(Number.isSigned ? "" : ", 0 to \(UInt32.max)")", field: field)
        }
        return number
    }

    private static func flag(_ text: Substring?) throws(Problem) -> Bool {
        switch text {
        case nil, "false", "0": return false
        case "true", "1", "": return true
        default: throw .invalid("stream must be true or false", field: "stream")
        }
    }

    /// Refuses unknown fields, because most are misspelt.
    private struct Body: Decodable {
        var words: String
        var count: Int?
        var seed: UInt64?
        var stream: Bool?

        enum CodingKeys: String, CodingKey, CaseIterable { case words, count, seed, stream }

        struct AnyKey: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            for key in try decoder.container(keyedBy: AnyKey.self).allKeys
            where CodingKeys(stringValue: key.stringValue) == nil {
                let name = String(key.stringValue.prefix(40))
                throw Problem.invalid("there is no field \(name)", field: name)
            }
            let container = try decoder.container(keyedBy: CodingKeys.self)
            words = try container.decode(String.self, forKey: .words)
            count = try container.decodeIfPresent(Int.self, forKey: .count)
            do {
                seed = try container.decodeIfPresent(UInt64.self, forKey: .seed)
            } catch {
                throw Problem.invalid("seed must be a whole number, 0 to \(UInt32.max)", field: "seed")
            }
            stream = try container.decodeIfPresent(Bool.self, forKey: .stream)
        }
    }
}
