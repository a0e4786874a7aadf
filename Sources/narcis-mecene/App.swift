import Configuration
import NIOCore
import ServiceKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@main
struct App {
    /// 78 is the exit status that system managers read as "wrong configuration", 70 as "internal error".
    static func main() async {
        // One thread each for the network and for blocking calls: the service is meant for a fifth of a core.
        NIOSingletons.groupLoopCountSuggestion = 1
        NIOSingletons.blockingPoolThreadCountSuggestion = 1
        do {
            try await run(Environment.current)
        } catch let error as SettingsProblems {
            fail("\(error)", status: 78)
        } catch {
            fail("The service stopped: \(error)", status: 70)
        }
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        JSONLogHandler.standardError(message)
        exit(status)
    }
}

enum Environment {
    static var current: [String: String] {
        var values: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return values
    }
}
