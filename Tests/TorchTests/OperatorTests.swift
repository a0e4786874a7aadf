import Testing
import Torch
import TorchTestSupport

@Suite("Operators against torch")
struct OperatorTests {
    let layers: Fixture

    init() throws { layers = try Fixture("layers") }

    private func expect(_ name: String, _ operation: (Tensor) throws -> Tensor) throws {
        let input = try layers.tensor("\(name).input")
        try expectClose(operation(input), layers.tensor("\(name).output"), named: name, within: 1e-6)
    }

    @Test("activations")
    func activations() throws {
        try expect("silu") { try $0.silu() }
        try expect("gelu") { try $0.gelu() }
        try expect("quick_gelu") { try $0.quickGelu() }
        try expect("geglu") { try $0.geglu() }
        try expect("softmax") { try $0.softmax(axis: -1) }
    }

    @Test("resampling")
    func resampling() throws {
        try expect("bilinear") { try $0.resizedBilinear(height: 4, width: 5) }
        try expect("nearest") { try $0.upsampledNearest(height: 17, width: 26) }
    }

    @Test("scaled dot-product attention", arguments: [false, true])
    func attention(causal: Bool) throws {
        let name = causal ? "attention_causal" : "attention"
        let result = try layers.tensor("\(name).queries").attention(
            keys: layers.tensor("\(name).keys"), values: layers.tensor("\(name).values"), scale: 1 / 8.0.squareRoot(),
            causal: causal)
        try expectClose(result, layers.tensor("\(name).output"), named: name, within: 1e-6)
    }

    @Test("a view's memory order does not change a result")
    func memoryOrder() throws {
        let input = try layers.tensor("bilinear.input")
        let channelsLast = try input.channelsLast()
        try expectSame(channelsLast, input, named: "channels-last copy")
        try expectClose(
            channelsLast.resizedBilinear(height: 4, width: 5), layers.tensor("bilinear.output"),
            named: "bilinear, channels last", within: 1e-6)
    }
}
