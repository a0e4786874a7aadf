import PortraitDomain
import Testing

@testable import PortraitEngine

@Suite("Memory budget")
struct MemoryBudgetTests {
    @Test("without a limit everything stays")
    func unlimited() throws {
        var budget = MemoryBudget(limit: nil)
        for component in ModelComponent.allCases { #expect(try budget.use(component, bytes: .max / 8).isEmpty) }
        #expect(budget.held.map(\.component) == ModelComponent.allCases)
    }

    @Test("the least recently used goes first, and only as many as must")
    func order() throws {
        var budget = MemoryBudget(limit: 100)
        #expect(try budget.use(.textEncoders, bytes: 30).isEmpty)
        #expect(try budget.use(.identityEncoder, bytes: 20).isEmpty)
        #expect(try budget.use(.vae, bytes: 10).isEmpty)
        // Used again: now the identity encoder is the oldest.
        #expect(try budget.use(.textEncoders, bytes: 30).isEmpty)
        #expect(budget.usedBytes == 60)
        #expect(try budget.use(.unet, bytes: 50) == [.identityEncoder])
        #expect(budget.held.map(\.component) == [.vae, .textEncoders, .unet])
        #expect(budget.usedBytes == 90)
        #expect(try budget.use(.identityEncoder, bytes: 45) == [.vae, .textEncoders])
        #expect(budget.usedBytes == 95)
    }

    @Test("a component that grows makes room for itself without freeing itself")
    func growth() throws {
        var budget = MemoryBudget(limit: 100)
        _ = try budget.use(.unet, bytes: 40)
        _ = try budget.use(.vae, bytes: 40)
        #expect(try budget.use(.unet, bytes: 80) == [.vae])
        #expect(budget.held == [MemoryBudget.Entry(component: .unet, bytes: 80)])
    }

    @Test("a component larger than the budget is refused in words, and nothing is freed for it")
    func tooSmall() throws {
        var budget = MemoryBudget(limit: 100_000_000)
        _ = try budget.use(.vae, bytes: 60_000_000)
        let before = budget
        let error = #expect(throws: MemoryBudget.TooSmall.self) { try budget.use(.unet, bytes: 5_135_000_000) }
        #expect(budget == before)
        let text = try #require(error).description
        #expect(text.contains("unet") && text.contains("5135 MB") && text.contains("100 MB"))
        #expect(PortraitError(engine: try #require(error)).advice == .allowMemory)
    }

    @Test("what a component takes stays known after it was freed; what was refused is not")
    func sizes() throws {
        var budget = MemoryBudget(limit: 100)
        _ = try budget.use(.textEncoders, bytes: 60)
        #expect(try budget.use(.unet, bytes: 70) == [.textEncoders])
        _ = try? budget.use(.vae, bytes: 101)
        #expect(budget.sizes == [.textEncoders: 60, .unet: 70])
    }

    @Test(
        "sizes as people write them",
        arguments: [
            ("6GB", 6_000_000_000), ("6000 MB", 6_000_000_000), ("6.5g", 6_500_000_000), ("123", 123), ("1kb", 1000),
        ])
    func sizes(_ text: String, _ bytes: Int) { #expect(byteCount(text) == bytes) }

    @Test("what is no size is none", arguments: ["", "GB", "-1GB", "0", "1.2.3GB", "6 apples", "1e30GB", "nan"])
    func noSizes(_ text: String) { #expect(byteCount(text) == nil) }
}
