import Foundation
import TestSupport
import Testing

/// Bytes as a file for the time of a test.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { (folder: URL) throws in
        let url = folder.appending(path: "file")
        try Data(bytes).write(to: url)
        return try body(url.path(percentEncoded: false))
    }
}

/// A socket that nobody listens on.
func socket(in folder: URL) throws -> String {
    let path = folder.appending(path: "socket").path
    try #require(mknod(path, S_IFSOCK | 0o600, 0) == 0)
    return path
}
