import NIOCore
import ServiceKit

@main
struct App {
    static func main() async {
        // One thread each for the network and for blocking calls: the service is meant for a fifth of a core.
        NIOSingletons.groupLoopCountSuggestion = 1
        NIOSingletons.blockingPoolThreadCountSuggestion = 1
        await ServiceMain.run(MeceneService.self)
    }
}
