import Testing
import Torch

@Suite("Failures inside libtorch are errors")
struct ErrorTests {
    @Test("shapes that do not fit")
    func shapes() throws {
        let a = try Tensor.zeros([2, 3]), b = try Tensor.zeros([4, 5])
        for operation in [{ try a.matmul(b) }, { try a + b }, { try a.reshaped([7]) }, { try a.narrowed(0, 1..<9) }] {
            let error = #expect(throws: TorchError.self) { _ = try operation() }
            guard case .failed(let text) = error else {
                Issue.record("not a failure of an operator: \(String(describing: error))")
                continue
            }
            #expect(!text.isEmpty && !text.contains("\n"))
        }
    }

    @Test("element types that do not fit")
    func kinds() throws {
        let ids = try Tensor.from([0, 1], shape: [2])
        #expect(throws: TorchError.self) { try Tensor.zeros([3, 2]).matmul(ids) }
        #expect(throws: TorchError.self) { try Tensor.zeros([3, 2]).embedding(Tensor.zeros([2])) }
    }

    @Test("an index outside a table")
    func indices() throws {
        let table = try Tensor.zeros([3, 2])
        #expect(throws: TorchError.self) { try table.embedding(Tensor.from([3], shape: [1])) }
        #expect(throws: TorchError.self) { try table.rows([-4]) }
        #expect(throws: TorchError.self) { try table.permuted([0, 0]) }
    }

    @Test("more memory than there is")
    func memory() throws {
        // 4 EB: no machine has them, and none of them is touched.
        let error = #expect(throws: TorchError.self) { try Tensor.zeros([1 << 30, 1 << 30]) }
        guard case .outOfMemory(let text) = error else {
            Issue.record("not told apart from other failures: \(String(describing: error))")
            return
        }
        #expect(!text.isEmpty)
        #expect(try Tensor.zeros([2]).floats() == [0, 0], "the next operation works")
    }

    @Test("an extent product that no integer holds")
    func overflow() {
        #expect(throws: TorchError.self) { try Tensor.zeros([1 << 40, 1 << 40, 4]) }
    }

    @Test("a device that is not there", .enabled(if: !TorchRuntime.cudaIsAvailable()))
    func device() throws {
        let error = #expect(throws: TorchError.self) { try TorchRuntime.require(.cuda) }
        #expect(try #require(error).description.contains("CUDA"))
        #expect(throws: TorchError.self) { try Tensor.zeros([1]).to(device: .cuda) }
    }
}
