import ArgumentParser
import Diffusion
import Foundation
import PhotoMaker
import Torch

/// Every part of a model on the device beside float32 on the processor.
struct Parity: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Hold every part against float32 on the processor.")

    @OptionGroup var common: Common

    @Flag(help: "Run both stages too, as one portrait.")
    var portrait = false

    /// Decibels below which a part counts as wrong.
    private var least: Double { common.precision == "float32" ? 80 : 35 }

    func run() throws {
        let placement = try common.placement(), report = common.report("parity")
        let plain = Placement(kind: .float32, device: .cpu)
        let folder = common.folder
        func compare(_ name: String, _ work: (Placement) throws -> Tensor) throws {
            let expected = try work(plain), actual = try work(placement)
            let ratio = try signalToNoise(actual, expected)
            try report.say(name, ratio, "dB", holds: ratio >= least)
        }
        try compare("text encoders") { placement in
            let encoders = try folder.textEncoders(placement)
            return try encoders.encode(ids(encoders.first.configuration), ids(encoders.second.configuration)).context
        }
        try compare("ID encoder") { try photoMaker(folder).encoder($0).tokens(seeds: [1, 2]) }
        try compare("UNet, a guided step") { try self.step(folder, $0) }
        try compare("autoencoder, encoding") { placement in
            let stages = try folder.vae(placement)
            return try stages.encode(.normal([1, 3, common.size, common.size], seed: 1).clamped(-1...1))
        }
        try compare("autoencoder, decoding") { placement in
            let vae = try folder.vae(placement), side = common.size / vae.configuration.scale
            return try vae.decode(.normal([1, vae.configuration.latentChannels, side, side], seed: 2))
        }
        if portrait { try compare("both stages") { try folder.stages($0, size: common.size).run(seeds: [7]).refined } }
        try repetition(folder, placement, report)
        try batch(folder, placement, report)
    }

    private func step(_ folder: SDXLFolder, _ placement: Placement) throws -> Tensor {
        let unet = try folder.unet(placement), vae = try folder.vae(placement).configuration
        let inputs = Inputs(unet: unet.configuration, vae: vae, size: common.size)
        return try unet(inputs.latents(seed: 3, rows: 2), timestep: 500, inputs.conditioning(unet, seed: 4, rows: 2))
    }

    private func repetition(_ folder: SDXLFolder, _ placement: Placement, _ report: Report) throws {
        let stages = try folder.stages(placement, size: common.size)
        let first = try stages.run(seeds: [7]), second = try stages.run(seeds: [7])
        try report.claim("two runs are the same, bit for bit", try same(first.refined, second.refined))
        if let recorded = stages.unet.recordedSteps {
            let with = try stages.base([7], steps: 5)
            stages.unet.recordedSteps = nil
            let without = try stages.base([7], steps: 5)
            stages.unet.recordedSteps = recorded
            try report.say("shapes of steps that are recorded", Double(recorded.count), "", holds: recorded.count > 0)
            try report.claim("recorded steps and plain ones are the same", try same(with, without))
        }
    }

    private func batch(_ folder: SDXLFolder, _ placement: Placement, _ report: Report) throws {
        let stages = try folder.stages(placement, size: common.size), seeds: [UInt64] = [1, 2, 3, 4]
        let together = try stages.base(seeds, steps: 5)
        for (row, seed) in seeds.enumerated() {
            let alone = try stages.base([seed], steps: 5)
            let ratio = try signalToNoise(together.narrowed(0, row..<row + 1), alone)
            try report.say("picture \(row + 1) of four beside it alone", ratio, "dB", holds: ratio >= least)
        }
    }
}

/// 20·log₁₀(range of the expected / root mean square difference), 300 for equal numbers and -300 for numbers that do not
/// compare.
func signalToNoise(_ actual: Tensor, _ expected: Tensor) throws -> Double {
    let a = try actual.floats(), b = try expected.floats()
    guard a.count == b.count, let low = b.min(), let high = b.max() else { return -300 }
    let squares = zip(a, b).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
    guard squares.isFinite, high > low else { return -300 }
    return squares == 0 ? 300 : 20 * log10(Double(high - low) / (squares / Double(b.count)).squareRoot())
}

func same(_ a: Tensor, _ b: Tensor) throws -> Bool {
    try a.floats().map(\.bitPattern) == b.floats().map(\.bitPattern)
}
