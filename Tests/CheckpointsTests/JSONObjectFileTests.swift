import Foundation
import JSON
import TestSupport
import Testing

@testable import Checkpoints

@Suite("JSON objects in files")
struct JSONObjectFileTests {
    @Test("a member that is missing or of another form is named")
    func access() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "file.json")
            func file(_ text: String) throws -> JSONObjectFile {
                try Data(text.utf8).write(to: url)
                return try JSONObjectFile(path: url.path, maximumByteCount: 1000, limits: .configuration)
            }
            let object = try file(#"{"z":null,"o":{"k":"v"},"s":"a","m":{"k":1}}"#)
            #expect(try object.strings(byKey: "o") == ["k": "v"])
            let wrong: [(String, CheckpointError.Reason)] = [
                ("q", .missing), ("z", .missing), ("s", .malformed), ("m", .malformed),
            ]
            for (key, reason) in wrong {
                let error = try checkpointError { _ = try object.strings(byKey: key) }
                #expect(error.reason == reason && error.message.contains("`\(key)`"))
            }
            #expect(throws: CheckpointError.self) { try file("[]") }
        }
    }
}
