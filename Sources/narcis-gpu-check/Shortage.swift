import ArgumentParser
import Diffusion
import Foundation
import Torch

/// What happens when memory is too short, and when a run is cancelled.
struct Shortage: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try short memory and a cancelled run.")

    @OptionGroup var common: Common

    @Option(help: "Bytes of the small card that one picture must fit on, in GB.")
    var card: Double = 16

    func run() throws {
        let placement = try common.placement(), report = common.report("shortage")
        try cancelled(placement, report)
        guard placement.device == .cuda else {
            report.note("Shortage of memory is tried on a GPU alone.")
            return
        }
        guard common.library != nil else { throw ValidationError("--library is needed to limit the GPU's memory") }
        try smallCard(placement, report)
        try largeBatch(placement, report)
        try wholeDecoding(placement, report)
        try largeModel(placement, report)
    }

    /// A run that ends after its second step gives back what it held.
    private func cancelled(_ placement: Placement, _ report: Report) throws {
        struct Stopped: Error {}
        let stages = try common.folder.stages(placement, size: common.size)
        func stop() throws {
            var steps = 0
            do {
                _ = try stages.run(seeds: [1]) { _ in
                    steps += 1
                    if steps == 2 { throw Stopped() }
                }
                try report.claim("a run can be stopped between two steps", false)
            } catch is Stopped {
                try report.claim("a run can be stopped between two steps", true)
            }
        }
        // The first run loads weights, the second may record its steps; both stay.
        try stop()
        try stop()
        guard placement.device == .cuda else { return }
        let before = try DeviceMemory.current().held
        try stop()
        let kept = try DeviceMemory.current().held - before
        try report.say("memory that a stopped run keeps", Double(kept) / 1e6, "MB", holds: kept <= 0)
    }

    /// Bounds the process to so many bytes for the time of `work`.
    private func within(_ bytes: Double, _ work: () throws -> Void) throws {
        try TorchRuntime.releaseCachedMemory(.cuda)
        try DeviceMemory.limit(share: min(1, bytes / Double(DeviceMemory.current().total)))
        defer { try? DeviceMemory.limit(share: 1) }
        try work()
    }

    private func smallCard(_ placement: Placement, _ report: Report) throws {
        try within(card * 1e9) {
            try DeviceMemory.reset()
            do {
                let stages = try common.folder.stages(placement, size: common.size)
                _ = try stages.run(seeds: [1])
                try report.claim("a card of \(Int(card)) GB holds one picture", true)
            } catch let error as TorchError {
                report.note("\(error)")
                try report.claim("a card of \(Int(card)) GB holds one picture", false)
            }
            try report.say(
                "  most that was asked of the driver", Double(DeviceMemory.current().peakReserved) / 1e9, "GB")
        }
    }

    /// Too many pictures at once are an error of its own kind, and one picture still works after it.
    private func largeBatch(_ placement: Placement, _ report: Report) throws {
        let stages = try common.folder.stages(placement, size: common.size)
        _ = try stages.base([1], steps: 3)
        try within(Double(DeviceMemory.current().held) + 2e9) {
            let isTold = try isShortage(report) { _ = try stages.base((1...64).map(UInt64.init), steps: 2) }
            try report.claim("64 pictures at once are told to be too many", isTold)
            _ = try stages.base([1], steps: 3)
            try report.claim("one picture is painted after that", true)
        }
    }

    /// Where a whole decoding has no room, the picture is decoded in squares.
    private func wholeDecoding(_ placement: Placement, _ report: Report) throws {
        let vae = try common.folder.vae(placement), side = common.size / vae.configuration.scale
        let latents = try Tensor.normal([1, vae.configuration.latentChannels, side, side], seed: 1)
        _ = try vae.decode(.normal([1, vae.configuration.latentChannels, 8, 8], seed: 1))
        let need = Double(vae.decodingBytes(height: side, width: side))
        try within(Double(DeviceMemory.current().held) + 0.6 * need) {
            try report.claim("a whole decoding has no room", try isShortage(report) { _ = try vae.decode(latents) })
            let pixels = try VAEDecoding().pixels(of: latents, by: vae) { vae }
            try report.claim("it is decoded in squares", pixels.shape == [1, 3, common.size, common.size])
        }
    }

    private func largeModel(_ placement: Placement, _ report: Report) throws {
        try within(Double(DeviceMemory.current().held) + 1e9) {
            let isTold = try isShortage(report) {
                _ = try common.folder.stages(placement, size: common.size).base([1], steps: 1)
            }
            try report.claim("a model larger than the card is refused in words", isTold)
        }
    }

    private func isShortage(_ report: Report, _ work: () throws -> Void) throws -> Bool {
        do {
            try work()
            return false
        } catch TorchError.outOfMemory(let detail) {
            report.note("  \(TorchError.outOfMemory(detail))")
            return true
        }
    }
}
