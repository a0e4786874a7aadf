import FileAccess

/// The tensors of a PyTorch file (`.bin`, `.pt`, `.pth`, `.ckpt`) as `torch.save` has written it since version 1.6: a
/// zip with a pickle that describes the tensors and one stored entry for each storage.
///
/// Nothing in the file is executed (see ``PickleMachine``). Storages are used where they lie in the mapped file; a
/// tensor whose elements do not lie in order is put in order when its bytes are first asked for.
package final class PyTorchFile: WeightArchive {
    package let path: String
    package let records: [String: TensorRecord]
    /// Numbers and texts that the file holds beside its tensors.
    package let metadata: [String: String]
    private let locations: [String: Location]
    private let file: MappedFile
    private let rearranged = RearrangedTensors()

    private struct Location {
        /// The whole storage, as offsets in the file.
        let storage: Range<Int>
        let layout: StridedLayout
    }

    /// - Throws: ``CheckpointError`` when the file is no such zip, or asks for anything but tensors and dictionaries.
    package init(path: String) throws(CheckpointError) {
        let file = try CheckpointError.translating(path) { () throws(FileError) in try MappedFile(path) }
        try ForeignContent.refuse(file.bytes, file: path)
        let contents = try PyTorchZip(file.bytes, file: path)
        let state = try contents.stateDictionary(file.bytes, file: path)
        var records: [String: TensorRecord] = [:]
        var locations: [String: Location] = [:]
        var copiedByteCount = 0
        for (name, tensor) in state.tensors {
            func malformed(_ what: String) -> CheckpointError {
                CheckpointError(.malformed, file: path, "tensor “\(name)”: \(what).")
            }
            let storage = try contents.storage(tensor.storage, file: path)
            guard
                let layout = StridedLayout(
                    offset: tensor.offset, shape: tensor.shape, strides: tensor.strides,
                    storageCount: tensor.storage.elementCount),
                let record = TensorRecord(name: name, scalarType: tensor.storage.scalarType, shape: tensor.shape)
            else { throw malformed("its shape \(tensor.shape) does not lie within its storage") }
            if !layout.isContiguous {
                copiedByteCount += record.byteCount
                // Repeated elements would let a small file fill the memory.
                guard record.byteCount <= storage.count, copiedByteCount <= file.bytes.count else {
                    throw CheckpointError(
                        .unsupported, file: path,
                        "tensor “\(name)” repeats elements of its storage; save it with contiguous().")
                }
            }
            records[name] = record
            locations[name] = Location(storage: storage, layout: layout)
        }
        self.path = path
        self.file = file
        self.records = records
        self.locations = locations
        metadata = state.notes
    }

    package func releasePages(of name: String) {
        if let location = locations[name] { file.releasePages(location.storage) }
    }

    package func bytes(of name: String) throws(CheckpointError) -> UnsafeRawBufferPointer {
        let record = try record(of: name)
        guard let location = locations[name] else { throw missing(name) }
        try CheckpointError.translating(path, file.checkSize)
        let storage = UnsafeRawBufferPointer(rebasing: file.bytes[location.storage])
        let size = record.scalarType.byteCount
        if location.layout.isContiguous {
            let start = location.layout.offset * size
            return UnsafeRawBufferPointer(rebasing: storage[start..<start + record.byteCount])
        }
        return rearranged.bytes(of: name, byteCount: record.byteCount) { target in
            location.layout.gather(from: storage, size: size, into: target)
        }
    }
}

/// The entries of a PyTorch zip: `NAME/data.pkl`, `NAME/byteorder` and `NAME/data/KEY`.
private struct PyTorchZip {
    private let directory: ZipDirectory
    private let prefix: String
    private static let pickleSuffix = "/data.pkl"

    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(CheckpointError) {
        directory = try ZipDirectory(bytes, file: file)
        let pickles = directory.entries.keys.filter { $0.hasSuffix(Self.pickleSuffix) }
        guard pickles.count == 1, let pickle = pickles.first else {
            throw CheckpointError(
                .malformed, file: file, "the zip has \(pickles.count) entries data.pkl; a PyTorch file has one.")
        }
        prefix = String(pickle.dropLast(Self.pickleSuffix.count))
        // PyTorch before 2.1 wrote no such entry and always little-endian numbers on machines of that kind.
        if let order = directory.entries[prefix + "/byteorder"] {
            guard bytes[order].elementsEqual("little".utf8) else {
                throw CheckpointError(
                    .unsupported, file: file,
                    "the file was saved on a big-endian machine; load it with PyTorch and save it again.")
            }
        }
    }

    func stateDictionary(_ bytes: UnsafeRawBufferPointer, file: String) throws(CheckpointError) -> StateDictionary {
        guard let range = directory.entries[prefix + Self.pickleSuffix] else {
            throw CheckpointError(.malformed, file: file, "the zip has no data.pkl.")
        }
        do {
            return try StateDictionary(PickleMachine.run(UnsafeRawBufferPointer(rebasing: bytes[range])))
        } catch {
            throw CheckpointError(error.reason, file: file, "the pickle \(error.message).")
        }
    }

    func storage(_ storage: PickleStorage, file: String) throws(CheckpointError) -> Range<Int> {
        guard let range = directory.entries["\(prefix)/data/\(storage.key)"] else {
            throw CheckpointError(.malformed, file: file, "the storage \(storage.key) is missing.")
        }
        let (byteCount, overflow) = storage.elementCount.multipliedReportingOverflow(by: storage.scalarType.byteCount)
        guard !overflow, byteCount == range.count else {
            throw CheckpointError(
                .malformed, file: file,
                "the storage \(storage.key) has \(range.count) bytes, not \(storage.elementCount) elements of "
                    + "\(storage.scalarType.rawValue).")
        }
        return range
    }
}
