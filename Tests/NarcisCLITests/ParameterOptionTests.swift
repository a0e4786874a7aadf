import Foundation
import Imaging
import PortraitDomain
import Synchronization
import Testing

@testable import NarcisCLI

@Suite("Options out of the table of parameters")
struct ParameterOptionTests {
    /// A value that is neither the standard one nor refused by the fake model.
    private static func sample(_ kind: ParameterKind) -> String {
        switch kind {
        case .integer(let range): String(range.lowerBound + 1)
        case .number(let range): (range.lowerBound + (range.upperBound - range.lowerBound) * 0.375).text
        case .seed: "4294967295"
        case .choice(let names): names.last ?? ""
        case .face: "2"
        case .size: "512x640"
        case .name, .text: "ink wash"
        case .offered(.media): "linocut:2"
        case .offered(.palettes): "noir aa00ff"
        case .offered(.grounds): "city"
        case .offered(.lights): "stage"
        case .page: "800x1000"
        }
    }

    @Test("each reaches the request, the picture, its replay and the lists of help", arguments: PortraitParameter.all)
    func option(row: PortraitParameter) async throws {
        try await withFolder { folder async throws in
            let generator = FakeGenerator(), sample = Self.sample(row.kind)
            let services = CommandDependencies.fake(generator: generator)
            let arguments = ["portrait", folder.path("me.png"), "a prompt, with a comma", "-o", folder.path("a.png")]
            let result = await run(arguments + ["--\(row.key)", sample], services)
            #expect(result.code == 0, "\(result.error)")
            let request = try #require(generator.requests.withLock { $0.first })
            #expect(row.wish.get(request)?.text == sample)
            guard let picture = ["a.png", "a-1.png"].first(where: { (try? folder.names.contains($0)) == true }) else {
                Issue.record("no picture")
                return
            }
            let bytes = try [UInt8](Data(contentsOf: folder.appending(path: picture)))
            let texts = try PictureText.read(fromPicture: bytes).map(\.text)
            let recorded = row.recorded(try PortraitParameters(json: texts[1]))
            guard let value = recorded else {
                #expect(["count", "attempts"].contains(row.key))
                return
            }
            #expect(value.text == sample)
            if let name = row.infotext { #expect(texts[0].contains("\(name): \(value.infotext)")) }

            let replay = ["replay", folder.path(picture), "-o", folder.path("b.png"), "--anyway"]
            #expect(await run(replay, services).code == 0)
            let again = try #require(generator.requests.withLock { $0.last })
            if row.setting != nil { #expect(row.wish.get(again)?.text == sample) }
        }
    }

    @Test("people see a dozen of them, experts see all, each with its range")
    func help() async {
        func plain(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let page = await run(["portrait", "--help"]).output, everyone = plain(page)
        let experts = plain(await run(["portrait", "--help-hidden"]).output)
        for row in PortraitParameter.all {
            let line = "--\(row.key) <"
            #expect(everyone.contains(line) == (row.audience == .everyone))
            #expect(experts.contains(line) && experts.contains(row.helpLine))
        }
        // Help and version are among them.
        #expect(page.split(separator: "\n").filter { $0.hasPrefix("  -") }.count <= 18)
    }

    @Test("a value that cannot be read says what can")
    func unreadable() async {
        let scheduler = await run(["portrait", "a.png", "joy", "--scheduler", "magic"])
        #expect(
            scheduler.error == """
                error: The value 'magic' is invalid for '--scheduler': give euler, dpm++2m, ddim \
                (see narcis portrait --help)

                """)
        let count = await run(["portrait", "a.png", "joy", "--count", "many"])
        #expect(count.error.contains("'--count <n>': give 1–64"))
    }
}
