import ArgumentParser
import Checkpoints
import Diffusion
import Foundation
import PhotoMaker
import Schedulers
import Support
import Torch

/// Seconds of every part and of whole portraits, and the memory that they take.
struct Speed: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Time every part and whole portraits.")

    @OptionGroup var common: Common

    @Option(help: "Timed runs of each part, after two that are not timed.")
    var rounds: Int = 5

    @Option(help: "Pictures side by side.", transform: { $0.split(separator: ",").compactMap { Int($0) } })
    var batches: [Int] = [1, 2, 4]

    func run() throws {
        let placement = try common.placement(), report = common.report("speed"), folder = common.folder
        let timer = Timer(device: placement.device, rounds: rounds)
        let start = ContinuousClock.now
        let stages = try folder.stages(placement, size: common.size)
        _ = try stages.base([1], steps: 1)
        try TorchRuntime.synchronize(placement.device)
        try report.say("load, and a first step", (ContinuousClock.now - start).seconds, "s")

        do {
            let encoders = try folder.textEncoders(placement)
            let first = ids(encoders.first.configuration), second = ids(encoders.second.configuration)
            try report.say("text encoders, a prompt", timer.median { _ = try encoders.encode(first, second) }, "s")
        }
        do {
            let encoder = try photoMaker(folder).encoder(placement)
            try report.say("ID encoder, a photograph", timer.median { _ = try encoder.tokens(seeds: [1]) }, "s")
        }
        for batch in batches {
            let conditioning = try stages.inputs.conditioning(stages.unet, seed: 1, rows: 2 * batch)
            let latents = try stages.inputs.latents(seed: 2, rows: 2 * batch).to(device: placement.device)
            let seconds = try timer.median { _ = try stages.unet(latents, timestep: 500, conditioning) }
            try report.say("a guided step of \(batch)", seconds, "s")
        }
        let latents = try stages.inputs.latents(seed: 3).to(device: placement.device)
        try report.say("autoencoder, decoding", timer.median { _ = try stages.vae.decode(latents) }, "s")
        let throughout = try timer.median { _ = try stages.base([1], steps: 30, tail: .throughout) }
        try report.say("30 steps, guided throughout", throughout, "s")
        let short = try timer.median { _ = try stages.base([1], steps: 30) }
        try report.say("30 steps, guided up to the last fifth", short, "s")
        for batch in batches {
            if placement.device == .cuda { try DeviceMemory.reset() }
            let seeds = (1...batch).map(UInt64.init)
            let seconds = try timer.median { _ = try stages.run(seeds: seeds) }
            try report.say("both stages, \(batch) at once", seconds, "s")
            guard placement.device == .cuda else { continue }
            let memory = try DeviceMemory.current()
            let weights = stages.unet.byteCount + stages.vae.byteCount
            try report.say("  weights", Double(weights) / 1e9, "GB")
            try report.say("  most that tensors took", Double(memory.peak) / 1e9, "GB")
            try report.say("  most that was asked of the driver", Double(memory.peakReserved) / 1e9, "GB")
        }
    }
}

struct Timer {
    let device: Device
    let rounds: Int

    /// Median seconds of the runs after two that are not timed.
    func median(_ work: () throws -> Void) throws -> Double {
        for _ in 0..<2 { try work() }
        var times: [Double] = []
        for _ in 0..<max(1, rounds) {
            try TorchRuntime.synchronize(device)
            let start = ContinuousClock.now
            try work()
            try TorchRuntime.synchronize(device)
            times.append((ContinuousClock.now - start).seconds)
        }
        return times.sorted()[times.count / 2]
    }
}

/// PhotoMaker's weights of the model.
func photoMaker(_ folder: SDXLFolder) throws -> PhotoMakerFile {
    guard let weights = PhotoMakerFile.find(in: folder.url) else {
        throw ValidationError("the model has no PhotoMaker weights in photomaker/")
    }
    return try PhotoMakerFile(
        WeightFiles.open(weights), configuration: folder.url.appending(path: "photomaker/config.json"))
}
