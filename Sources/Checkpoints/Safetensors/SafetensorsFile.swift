import FileAccess

/// One safetensors file, memory-mapped: opening reads the header only, and tensors are used where they lie.
package final class SafetensorsFile: WeightArchive {
    package let path: String
    package let records: [String: TensorRecord]
    package let metadata: [String: String]
    private let ranges: [String: Range<Int>]
    /// Tensors of 8-bit numbers, which are handed out as bfloat16.
    private let narrow: [String: EightBitFloat]
    private let widened = RearrangedTensors()
    private let file: MappedFile

    /// - Throws: ``CheckpointError`` when the file cannot be mapped or its header does not hold.
    package init(path: String) throws(CheckpointError) {
        let file = try CheckpointError.translating(path) { () throws(FileError) in try MappedFile(path) }
        try ForeignContent.refuse(file.bytes, file: path)
        let header = try SafetensorsHeader(file.bytes, file: path)
        self.path = path
        self.file = file
        records = header.records
        metadata = header.metadata
        ranges = header.ranges
        narrow = header.narrow
    }

    package func bytes(of name: String) throws(CheckpointError) -> UnsafeRawBufferPointer {
        guard let range = ranges[name] else { throw missing(name) }
        try CheckpointError.translating(path, file.checkSize)
        let stored = UnsafeRawBufferPointer(rebasing: file.bytes[range])
        guard let format = narrow[name] else { return stored }
        return widened.bytes(of: name, byteCount: 2 * stored.count) { format.widen(stored, into: $0) }
    }

    package func isFinite(_ record: TensorRecord) throws(CheckpointError) -> Bool {
        guard let format = narrow[record.name], let range = ranges[record.name] else {
            return try areFinite(bytes(of: record.name), record.scalarType)
        }
        // In the stored form: widened, the tensor would stay in memory.
        try CheckpointError.translating(path, file.checkSize)
        return format.areFinite(UnsafeRawBufferPointer(rebasing: file.bytes[range]))
    }

    package func releasePages(of name: String) {
        if let range = ranges[name] { file.releasePages(range) }
    }
}
