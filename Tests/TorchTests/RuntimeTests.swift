import Foundation
import Testing
import Torch

@Suite("The runtime")
struct RuntimeTests {
    #if os(Linux)
        @Test("a test bundle, too, is started with waiting threads that soon sleep, unless the user says otherwise")
        func waiting() {
            let environment = ProcessInfo.processInfo.environment
            #expect(environment["GOMP_SPINCOUNT"] != nil || environment["OMP_WAIT_POLICY"] != nil)
            #expect(TorchRuntime.threadCount > 0)
        }
    #endif
}
