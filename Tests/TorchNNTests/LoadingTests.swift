import Checkpoints
import Testing
import Torch
import TorchNN
import TorchTestSupport

@Suite("Strict loading")
struct LoadingTests {
    /// A small model: two layers, of which the second has no bias.
    private func load(_ tensors: [String: [Int]], unused: (String) -> Bool = { _ in false }) throws {
        let archive = try MemoryArchive(tensors.mapValues { try Tensor.zeros($0) })
        let loader = WeightLoader(archive, source: "model", kind: .float32, device: .cpu)
        _ = try Linear(loader.root / "first", 3, 4)
        _ = try Linear(loader.root / "second" / 0, 4, 2, bias: false)
        try loader.finish(unused: unused)
    }

    private let whole = ["first.weight": [4, 3], "first.bias": [4], "second.0.weight": [2, 4]]

    @Test("a checkpoint that fits")
    func fits() throws { try load(whole) }

    @Test("everything that is wrong is in one error")
    func everythingAtOnce() throws {
        var tensors = whole
        tensors["first.bias"] = nil
        tensors["second.0.weight"] = [4, 2]
        tensors["third.weight"] = [1]
        tensors["first.scale"] = [1]
        let error = #expect(throws: WeightMismatch.self) { try load(tensors) }
        let mismatch = try #require(error)
        #expect(mismatch.missing == ["first.bias"])
        #expect(mismatch.wrongShape == ["second.0.weight: expected [2, 4], found [4, 2]"])
        #expect(mismatch.unexpected.sorted() == ["first.scale", "third.weight"])
        for part in ["model", "first.bias", "second.0.weight", "third.weight", "first.scale"] {
            #expect(mismatch.description.contains(part))
        }
    }

    @Test("one line names five of many, and fewer where names are long")
    func many() throws {
        var tensors = whole
        for index in 100..<250 { tensors["stray.\(index)."] = [1] }
        let many = try #require(throws: WeightMismatch.self) { try load(tensors) }.description
        #expect(many.contains("150 unexpected (stray.100., ") && many.contains("stray.104. and 145 more)"))
        for index in 0..<9 { tensors["\(index)" + String(repeating: "long.", count: 200)] = [1] }
        for text in [many, try #require(throws: WeightMismatch.self) { try load(tensors) }.description] {
            #expect(text.utf8.count < 300 && !text.contains("\n"))
        }
    }

    @Test("weights that are not finite are named")
    func notFinite() throws {
        var tensors = try whole.mapValues { try Tensor.zeros($0) }
        tensors["second.0.weight"] = try .from([0, 1, .nan, 3, 4, 5, 6, -.infinity], shape: [2, 4])
        let loader = try WeightLoader(MemoryArchive(tensors), source: "model", kind: .float32, device: .cpu)
        _ = try Linear(loader.root / "first", 3, 4)
        _ = try Linear(loader.root / "second" / 0, 4, 2, bias: false)
        let error = try #require(throws: WeightMismatch.self) { try loader.finish() }
        #expect(error.notFinite == ["second.0.weight"])
        #expect(error.description.contains("1 with numbers that are not finite (second.0.weight)"))
    }

    @Test("names that a model may leave unused do not matter")
    func unused() throws {
        var tensors = whole
        tensors["position_ids"] = [1, 7]
        #expect(throws: WeightMismatch.self) { try load(tensors) }
        try load(tensors, unused: { $0 == "position_ids" })
    }

    @Test("weights are converted to the type asked for, or stay where they lie")
    func kinds() throws {
        let fixture = try Fixture("layers")
        for kind in [ScalarKind.float16, .bfloat16, .float32] {
            let loader = WeightLoader(fixture.archive, source: "linear", kind: kind, device: .cpu)
            let layer = try Linear(loader.root / "linear.weights", 12, 20)
            #expect(try layer.weight.kind == kind && layer.bias?.kind == kind)
        }
    }
}
