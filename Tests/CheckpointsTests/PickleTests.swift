import Testing

@testable import Checkpoints

@Suite("Restricted pickle machine")
struct PickleTests {
    private func run(_ bytes: [UInt8], limits: PickleLimits = PickleLimits()) throws -> PickleMachine.Result {
        try bytes.withUnsafeBytes { buffer in try PickleMachine.run(buffer, limits: limits) }
    }

    private func error(_ bytes: [UInt8], limits: PickleLimits = PickleLimits()) throws -> PickleError {
        try #require(throws: PickleError.self) { try run(bytes, limits: limits) }
    }

    private func state(_ bytes: [UInt8]) throws -> StateDictionary { try StateDictionary(run(bytes)) }

    private static let stop = UInt8(ascii: ".")
    private static func text(_ text: String) -> [UInt8] {
        [UInt8(ascii: "X")] + little(UInt32(text.utf8.count)) + Array(text.utf8)
    }
    private static func global(_ module: String, _ name: String) -> [UInt8] { Array("c\(module)\n\(name)\n".utf8) }

    @Test(
        "refuses names of anything but tensors and dictionaries, and names them",
        arguments: [
            ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("builtins", "getattr"),
            ("subprocess", "Popen"),
            ("torch", "load"), ("torch.nn.modules.linear", "Linear"), ("collections", "defaultdict"),
            ("torch._utils", "_rebuild_device_tensor_from_numpy"), ("numpy.core.multiarray", "_reconstruct"),
            ("", ""), ("collections.OrderedDict", ""), ("torch", "_utils._rebuild_tensor_v3"),
        ])
    func globals(module: String, name: String) throws {
        let error = try error([0x80, 2] + Self.global(module, name) + [Self.stop])
        #expect(error.reason == .forbidden)
        #expect(error.message.contains("\(module).\(name)"))
    }

    @Test("takes its own opcodes only")
    func opcodes() throws {
        let known: Set<UInt8> = Set(
            [0x80, 0x88, 0x89, 0x8A, 0x85, 0x86, 0x87] + Array(".(NJKMGX)]}taesuqrhjcQRb".utf8))
        for code in UInt8.min...UInt8.max where !known.contains(code) {
            let error = try error([0x80, 2, code, 0, 0, 0, 0, 0, 0, 0, 0, 0, Self.stop])
            #expect(error.reason == .forbidden || error.reason == .unsupported)
            #expect(error.message.contains("opcode"))
        }
    }

    @Test(
        "opcodes that make objects are forbidden", arguments: Array("io".utf8) + [0x81, 0x92, 0x93, 0x82, 0x83, 0x84])
    func objects(code: UInt8) throws {
        #expect(try error([0x80, 2, code]).reason == .forbidden)
    }

    @Test("integers and numbers")
    func numbers() throws {
        func value(_ bytes: [UInt8]) throws -> PickleValue { try run([0x80, 2] + bytes + [Self.stop]).root }
        guard case .integer(-2) = try value(Array("J".utf8) + little(Int32(-2))),
            case .integer(255) = try value([UInt8(ascii: "K"), 255]),
            case .integer(65535) = try value([UInt8(ascii: "M"), 255, 255]),
            case .integer(0) = try value([0x8A, 0]), case .integer(-1) = try value([0x8A, 1, 255]),
            case .integer(128) = try value([0x8A, 2, 128, 0]),
            case .integer(.min) = try value([0x8A, 8, 0, 0, 0, 0, 0, 0, 0, 0x80]),
            case .number(1.5) = try value([UInt8(ascii: "G"), 0x3F, 0xF8, 0, 0, 0, 0, 0, 0])
        else { throw Surprise() }
        #expect(try error([0x8A, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1, Self.stop]).reason == .unsupported)
    }

    private struct Surprise: Error {}

    @Test(
        "programs that do not hold",
        arguments: [
            "", ".", "}", "}}.", "t.", "u.", "}u.", "}(N.", "}(.", "(.", "R.", ")R.", "N)R.", "b.", "Nb.", "})b}", "s.",
            "}s.",
            "}Ns.", "}NNs.", "a.", "]a.", "}Na.", "e.", "h\u{1}.", "q", "q\u{1}.", "Q.", "NQ.", ")Q.", "X\u{5}",
            "(q\u{1}.",
            "J\u{1}", "N(\u{5}",
        ])
    func broken(program: String) {
        #expect(throws: PickleError.self) { try run([0x80, 2] + Array(program.utf8)) }
    }

    @Test("a mark guards what lies below it")
    func marks() {
        // } ( a: appends to what lies below the mark.
        #expect(throws: PickleError.self) { try run([0x80, 2] + Array("](Na.".utf8)) }
    }

    @Test("towers of tuples are released without recursion")
    func towers() throws {
        let tower = try run([0x80, 2, UInt8(ascii: "N")] + [UInt8](repeating: 0x85, count: 100_000) + [Self.stop])
        #expect(tower.heap.sequences.count == 100_000)
    }

    @Test("bytes, stack, marks, memo, containers and their elements are bounded")
    func bounds() throws {
        let limits = PickleLimits(byteCount: 1000, stackCount: 20, memoCount: 5, containerCount: 30, elementCount: 40)
        func repeated(_ unit: String, _ count: Int) -> [UInt8] {
            Array(String(repeating: unit, count: count).utf8)
        }
        #expect(try error(repeated("N", 1001), limits: limits).message.contains("1001 bytes"))
        for (program, most) in [("N", 20), ("(", 20)] {
            #expect(try error(repeated(program, most), limits: limits).reason == .malformed)
            #expect(try error(repeated(program, most + 1), limits: limits).reason == .tooLarge)
        }
        let puts = (UInt8(0)...5).flatMap { [UInt8(ascii: "q"), $0] }
        #expect(try error(repeated("N", 1) + puts.prefix(10), limits: limits).reason == .malformed)
        #expect(try error(repeated("N", 1) + puts, limits: limits).reason == .tooLarge)
        #expect(try error(repeated("N", 1) + [UInt8](repeating: 0x85, count: 31), limits: limits).reason == .tooLarge)
        // Ten elements again and again into one list.
        #expect(try error(repeated("]", 1) + repeated("(NNNNNNNNNNe", 4), limits: limits).reason == .malformed)
        #expect(try error(repeated("]", 1) + repeated("(NNNNNNNNNNe", 5), limits: limits).reason == .tooLarge)
    }

    @Test("a dictionary within itself, or in two places, is refused")
    func cycles() throws {
        // }q\0 X a h\0 s: d = {}; d["a"] = d
        let cycle = [0x80, 2] + Array("}q\0".utf8) + Self.text("a") + Array("h\0s.".utf8)
        #expect(throws: PickleError.self) { try state(cycle) }
        // Each level holds the level below twice: 2^30 names from 600 bytes.
        var program: [UInt8] = [0x80, 2] + Array("}q\0".utf8)
        for level in UInt8(1)...30 {
            program += Array("}q".utf8) + [level]
            for key in ["a", "b"] { program += Self.text(key) + [UInt8(ascii: "h"), level - 1, UInt8(ascii: "s")] }
        }
        #expect(throws: PickleError.self) { try state(program + [Self.stop]) }
    }

    @Test("deep dictionaries are refused")
    func depth() throws {
        func nested(_ levels: Int) -> [UInt8] {
            let open = Array("}".utf8) + Self.text("a")
            return [0x80, 2] + Array([[UInt8]](repeating: open, count: levels).joined()) + Array("}".utf8)
                + [UInt8](repeating: UInt8(ascii: "s"), count: levels) + [Self.stop]
        }
        #expect(try state(nested(StateDictionary.maximumDepth - 1)).tensors.isEmpty)
        #expect(throws: PickleError.self) { try state(nested(StateDictionary.maximumDepth)) }
        #expect(throws: PickleError.self) { try state(nested(20_000)) }
    }

    @Test("strings that claim more than is there")
    func strings() throws {
        #expect(try error([0x80, 2, UInt8(ascii: "X"), 255, 255, 255, 255, 65]).reason == .tooLarge)
        #expect(try error([0x80, 2, UInt8(ascii: "X"), 5, 0, 0, 0, 65]).reason == .malformed)
        #expect(try error([0x80, 2, UInt8(ascii: "X"), 1, 0, 0, 0, 0xFF]).reason == .malformed)
        #expect(try error([0x80, 2] + [UInt8](repeating: UInt8(ascii: "c"), count: 5000)).reason == .malformed)
    }

    @Test("arguments of another form than torch.save writes")
    func arguments() {
        let rebuild = Self.global("torch._utils", "_rebuild_tensor_v2")
        let dictionary = Self.global("collections", "OrderedDict")
        for program in [
            rebuild + Array(")R.".utf8), dictionary + Array("N\u{85}R.".utf8), rebuild + [0x4E, 0x85, 0x52, 0x2E],
        ] {
            #expect(throws: PickleError.self) { try run([0x80, 2] + program) }
        }
        let storage = Array("(".utf8) + Self.text("storage") + Self.global("torch", "FloatStorage")
        for key in ["../0", "a/b", "", "..", "a\0b"] {
            let program = storage + Self.text(key) + Self.text("cpu") + Array("K\u{1}tQ.".utf8)
            #expect(throws: PickleError.self) { try run([0x80, 2] + program) }
        }
    }
}
