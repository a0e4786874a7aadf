extension PickleMachine {
    /// Names as in Python's pickletools.
    enum Opcode: UInt8 {
        case proto = 0x80
        case stop = 0x2E
        case mark = 0x28
        case none = 0x4E
        case newTrue = 0x88
        case newFalse = 0x89
        case binInt = 0x4A
        case binInt1 = 0x4B
        case binInt2 = 0x4D
        case long1 = 0x8A
        case binFloat = 0x47
        case binUnicode = 0x58
        case emptyTuple = 0x29
        case emptyList = 0x5D
        case emptyDictionary = 0x7D
        case tuple = 0x74
        case tuple1 = 0x85
        case tuple2 = 0x86
        case tuple3 = 0x87
        case append = 0x61
        case appends = 0x65
        case setItem = 0x73
        case setItems = 0x75
        case binPut = 0x71
        case longBinPut = 0x72
        case binGet = 0x68
        case longBinGet = 0x6A
        case global = 0x63
        case binPersistentID = 0x51
        case reduce = 0x52
        case build = 0x62

        /// INST, OBJ, NEWOBJ, NEWOBJ_EX, EXT1, EXT2, EXT4, STACK_GLOBAL: the other ways to make objects.
        private static let makingObjects: Set<UInt8> = [0x69, 0x6F, 0x81, 0x92, 0x82, 0x83, 0x84, 0x93]

        static func refusal(of code: UInt8) -> PickleError {
            let name = "0x" + String(code, radix: 16, uppercase: true)
            return makingObjects.contains(code)
                ? PickleError(
                    reason: .forbidden,
                    message: "makes an object by the opcode \(name), which is refused; save only the state dictionary")
                : PickleError(
                    reason: .unsupported, message: "has the opcode \(name), which state dictionaries do not have")
        }
    }
}
