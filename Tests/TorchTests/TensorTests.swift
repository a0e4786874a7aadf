import Testing
import Torch
import TorchTestSupport

@Suite("Tensors")
struct TensorTests {
    @Test("values go in and come out in order, whatever the view")
    func values() throws {
        let tensor = try Tensor.from([0, 1, 2, 3, 4, 5] as [Float], shape: [2, 3])
        #expect(try tensor.permuted([1, 0]).floats() == [0, 3, 1, 4, 2, 5])
        #expect(try tensor.narrowed(1, 1..<3).floats() == [1, 2, 4, 5])
        #expect(try tensor.selected(0, 1).floats() == [3, 4, 5])
        #expect(try tensor.selected(-1, 0).floats() == [0, 3])
        #expect(try tensor.reshaped([3, -1]).shape == [3, 2])
        #expect(try tensor.repeated(2).shape == [4, 3])
        #expect(try tensor.rows([1, 0, 1]).floats() == [3, 4, 5, 0, 1, 2, 3, 4, 5])
        #expect(try Tensor.zeros([0, 3]).floats().isEmpty)
    }

    @Test("rows are replaced in a copy")
    func replacedRows() throws {
        let tensor = try Tensor.zeros([3, 2])
        let replaced = try tensor.replacingRows([2, 0], with: .from([1, 2, 3, 4] as [Float], shape: [2, 2]))
        #expect(try replaced.floats() == [3, 4, 0, 0, 1, 2])
        #expect(try tensor.floats() == [Float](repeating: 0, count: 6))
    }

    @Test("padding, clamping, choosing, comparing")
    func pointwise() throws {
        let x = try Tensor.from([-2, 0.5, 3] as [Float], shape: [1, 3])
        #expect(try x.padded([1, 2], value: 9).floats() == [9, -2, 0.5, 3, 9, 9])
        #expect(try x.clamped(-1...1).floats() == [-1, 0.5, 1])
        #expect(try x.isGreater(than: 0.5).choose(x, else: x * 0).floats() == [0, 0, 3])
        #expect(try x.affine(scale: 2, shift: 1).floats() == [-3, 2, 7])
        #expect(try x.isFinite())
        #expect(try !(x / (x * 0)).isFinite())
    }

    @Test("float16 and bfloat16 keep what they can hold")
    func halves() throws {
        let x = try Tensor.from([1.5, -0.25, 65504, 1e-3] as [Float], shape: [4])
        #expect(try x.to(kind: .float16).floats() == [1.5, -0.25, 65504, Float(Float16(1e-3))])
        #expect(try x.to(kind: .bfloat16).floats()[0...1] == [1.5, -0.25])
    }

    @Test("the same seed draws torch's values; another draws others")
    func seededNoise() throws {
        // torch.randn(4, generator=torch.Generator().manual_seed(7))
        let published: [Float] = [-0.1467950940132141, 0.7861412763595581, 0.9468216300010681, -1.1143440008163452]
        let drawn = try Tensor.normal([4], seed: 7).floats()
        for (a, b) in zip(drawn, published) { #expect(abs(a - b) < 1e-6) }
        try expectSame(Tensor.normal([2, 8], seed: 3), Tensor.normal([2, 8], seed: 3), named: "seed 3 twice")
        #expect(try Tensor.normal([4], seed: 8).floats() != drawn)
    }

    @Test("borrowed bytes live as long as a view of them")
    func borrowed() throws {
        var freed = false
        var owner: Owner? = Owner { freed = true }
        var view: Tensor?
        if let owner {
            owner.bytes.storeBytes(of: 2.5, toByteOffset: 4, as: Float.self)
            let part = UnsafeRawBufferPointer(rebasing: owner.bytes[4..<8])
            view = try Tensor.borrow(part, shape: [1], kind: .float32, owner: owner).reshaped([1, 1])
        }
        owner = nil
        #expect(!freed)
        #expect(try view?.floats() == [2.5])
        view = nil
        #expect(freed)
    }
}

private final class Owner {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 16)
    let onRelease: () -> Void

    init(onRelease: @escaping () -> Void) { self.onRelease = onRelease }

    deinit {
        bytes.deallocate()
        onRelease()
    }
}
