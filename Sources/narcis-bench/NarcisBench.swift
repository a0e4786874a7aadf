import Diffusion
import Foundation
import Support
import Torch

/// The engine's half of `make bench` (Scripts/bench): loads one part of a model, then runs it once for every line on
/// standard input, and tells on standard output how long each run took. Not part of the product.
@main
struct NarcisBench {
    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws {
        if arguments == ["type"] {
            print(TorchRuntime.cpuHasFastBFloat16 ? "bfloat16" : "float32")
            return
        }
        guard arguments.count == 5, let threads = Int(arguments[3]), let size = Int(arguments[4]),
            let kind = ["bfloat16": ScalarKind.bfloat16, "float32": .float32][arguments[2]]
        else {
            throw UsageError(
                description: "usage: narcis-bench unet|text|vae|floor FOLDER bfloat16|float32 THREADS SIZE")
        }
        TorchRuntime.useHugePages()
        TorchRuntime.setThreadCount(threads)
        let folder = SDXLFolder(URL(fileURLWithPath: arguments[1], isDirectory: true))
        let placement = Placement(kind: kind, device: .cpu)
        switch arguments[0] {
        case "unet": try serve(Runs.unet(folder, placement, size: size))
        case "text": try serve(Runs.text(folder, placement))
        case "vae": try serve(Runs.vae(folder, placement, size: size))
        case "floor": try serveRates(Runs.floor(kind))
        case let other: throw UsageError(description: "there is no part named \(other)")
        }
    }

    private static func serve(_ work: () throws -> Void) throws {
        say("{\"ready\": true}")
        while readLine() != nil {
            let start = ContinuousClock.now, used = processorSeconds()
            try work()
            say("{\"seconds\": \((ContinuousClock.now - start).seconds), \"cpu\": \(processorSeconds() - used)}")
        }
        say("{\"peak\": \(peakMemory())}")
    }

    private static func serveRates(_ kernels: [(name: String, operations: Double, run: () throws -> Void)]) throws {
        say("{\"ready\": true}")
        while readLine() != nil {
            var parts: [String] = []
            for kernel in kernels {
                try kernel.run()
                let start = ContinuousClock.now
                for _ in 0..<5 { try kernel.run() }
                let seconds = (ContinuousClock.now - start).seconds
                parts.append("\"\(kernel.name)\": \(5 * kernel.operations / seconds / 1e9)")
            }
            say("{\"rates\": {\(parts.joined(separator: ", "))}}")
        }
        say("{\"peak\": \(peakMemory())}")
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}

private struct UsageError: Error, CustomStringConvertible { let description: String }

/// Seconds of processor time that all threads of this process have used.
private func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// The largest resident size so far in bytes, mapped files included; 0 where the system does not tell.
private func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) * 1024
}
