import ArgumentParser
import Diffusion
import Foundation
import PhotoMaker
import Torch

/// From the start of the process to the end of the first step, with everything that a portrait needs loaded.
struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Time from the start of the process to the first step.")

    @OptionGroup var common: Common

    @Option(help: "When the process was started, in seconds since 1970.")
    var started: Double

    func run() throws {
        let placement = try common.placement(), report = common.report("start"), folder = common.folder
        func passed() -> Double { Date().timeIntervalSince1970 - started }
        try report.say("the device is ready", passed(), "s")
        let stages = try folder.stages(placement, size: common.size)
        let encoders = try folder.textEncoders(placement)
        _ = try encoders.encode(ids(encoders.first.configuration), ids(encoders.second.configuration))
        _ = try photoMaker(folder).encoder(placement).tokens(seeds: [1])
        try TorchRuntime.synchronize(placement.device)
        try report.say("words and photograph are read", passed(), "s")
        _ = try stages.base([1], steps: 1)
        try TorchRuntime.synchronize(placement.device)
        try report.say("the first step is done", passed(), "s")
    }
}
