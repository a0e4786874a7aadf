import JSON

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension PortraitParameters {
    /// The keyword of the PNG text chunk with the JSON; the infotext stands under `infotextKeyword`.
    package static let jsonKeyword = "narcis"
    package static let infotextKeyword = "parameters"
    package static let jsonByteLimit = 1 << 20

    /// One line with sorted keys: equal parameters give equal text.
    package func json() throws(PortraitError) -> String {
        do {
            return try JSONText.text(of: self)
        } catch {
            throw .badData("the parameters cannot be written as JSON: a number is not finite")
        }
    }

    /// Reads parameters that a picture carries. Sizes, version and ranges are checked.
    package init(json text: String) throws(PortraitError) {
        guard text.utf8.count <= Self.jsonByteLimit else {
            throw .badData("the picture's parameters are longer than \(Self.jsonByteLimit) bytes")
        }
        // JSONDecoder recurses, and takes the last of two equal keys.
        let limits = JSONLimits(depth: 16, valueCount: 100_000, stringByteCount: Self.jsonByteLimit)
        guard (try? JSONParser.parse(text, limits: limits)) != nil else {
            throw .badData("the picture's parameters are not in a form that narcis wrote")
        }
        let data = Data(text.utf8)
        let decoder = JSONDecoder()
        guard let header = try? decoder.decode(Header.self, from: data) else {
            throw .badData("the picture's parameters are not in a form that narcis wrote")
        }
        guard header.version == Self.currentVersion else {
            throw .badData("the picture's parameters have version \(header.version); this narcis reads version 1")
        }
        do {
            self = try decoder.decode(PortraitParameters.self, from: data)
        } catch {
            throw .badData("the picture's parameters are incomplete or damaged")
        }
        let problems =
            settings.problems
            + (photographs.isEmpty || photographs.count > 8
                ? [RequestProblem(field: "photographs", message: "has \(photographs.count); it must be 1 to 8")] : [])
            + photographs.compactMap(\.turned).filter { ![90, 180, 270].contains($0) }.map {
                RequestProblem(field: "turned", message: "is \($0); it must be 90, 180 or 270")
            }
            + prompt.problems
        guard problems.isEmpty else { throw .invalidRequest(problems) }
    }

    private struct Header: Decodable {
        var version: Int
    }
}

extension ResolvedPrompt {
    /// Problems that no narcis would have recorded.
    fileprivate var problems: [RequestProblem] {
        [("class word", classWord), ("trigger word", triggerWord)].compactMap { name, word in
            let isWord = (1...100).contains(word.utf8.count) && !word.hasControlCharacters
            return isWord ? nil : RequestProblem(field: name, message: "is not a word")
        }
    }
}
