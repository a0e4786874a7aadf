/// How a tensor of one layout is made of a tensor of another.
enum TensorChange: Sendable, Hashable {
    /// Another name only.
    case none
    /// One of `count` equal parts along the first dimension.
    case part(Int, of: Int)
    /// Rows become columns.
    case transposed
    /// A convolution of extent 1 becomes a matrix: the trailing ones of the shape go.
    case squeezed

    /// The shape after the change, or nil where the change does not apply.
    func shape(of shape: [Int]) -> [Int]? {
        switch self {
        case .none: return shape
        case .part(let index, let count):
            guard let first = shape.first, first.isMultiple(of: count), index < count else { return nil }
            return [first / count] + shape.dropFirst()
        case .transposed: return shape.count == 2 ? shape.reversed() : nil
        case .squeezed:
            // Biases stay as they are, and some files hold matrices already.
            guard shape.count == 4 else { return shape.count <= 2 ? shape : nil }
            return shape[2] == 1 && shape[3] == 1 ? Array(shape[..<2]) : nil
        }
    }
}

/// Other names, and where needed other shapes, for the tensors of an archive. Nothing is copied but transposed tensors,
/// each when its bytes are first asked for.
package final class TensorView: WeightArchive {
    struct Source: Sendable {
        /// Its name in the archive below.
        let name: String
        let change: TensorChange
    }

    package let path: String
    package let records: [String: TensorRecord]
    package var metadata: [String: String] { archive.metadata }
    private let archive: any WeightArchive
    private let sources: [String: Source]
    private let rearranged = RearrangedTensors()

    /// - Parameter sources: where each tensor of the view comes from, by its name in the view.
    init(of archive: any WeightArchive, sources: [String: Source]) throws(CheckpointError) {
        var records: [String: TensorRecord] = [:]
        records.reserveCapacity(sources.count)
        for (name, source) in sources {
            let below = try archive.record(of: source.name)
            guard let shape = source.change.shape(of: below.shape),
                let record = TensorRecord(name: name, scalarType: below.scalarType, shape: shape)
            else {
                throw CheckpointError(
                    .unsupported, file: archive.path,
                    "tensor “\(source.name)” of shape \(below.shape) cannot serve as “\(name)”.")
            }
            records[name] = record
        }
        path = archive.path
        self.archive = archive
        self.sources = sources
        self.records = records
    }

    /// A view by new names alone.
    /// - Parameter names: the archive's name of each tensor by its name in the view.
    package convenience init(of archive: any WeightArchive, names: [String: String]) throws(CheckpointError) {
        try self.init(of: archive, sources: names.mapValues { Source(name: $0, change: .none) })
    }

    package func isFinite(_ record: TensorRecord) throws(CheckpointError) -> Bool {
        let source = try source(of: record.name)
        // A part's own bytes alone: the whole would be read once for each part, and one bad number be told of all.
        if case .part = source.change { return try areFinite(bytes(of: record.name), record.scalarType) }
        return try archive.isFinite(archive.record(of: source.name))
    }

    package func releasePages(of name: String) {
        if let source = sources[name] { archive.releasePages(of: source.name) }
    }

    package func bytes(of name: String) throws(CheckpointError) -> UnsafeRawBufferPointer {
        let record = try record(of: name), source = try source(of: name)
        let bytes = try archive.bytes(of: source.name)
        switch source.change {
        case .none, .squeezed: return bytes
        case .part(let index, _):
            let start = index * record.byteCount
            return UnsafeRawBufferPointer(rebasing: bytes[start..<start + record.byteCount])
        case .transposed:
            // Columns of the stored matrix are rows here: stride 1 between rows, its width between columns.
            guard record.byteCount > 0,
                let layout = StridedLayout(
                    offset: 0, shape: record.shape, strides: [1, record.shape[0]], storageCount: record.elementCount)
            else { return bytes }
            return rearranged.bytes(of: name, byteCount: record.byteCount) { target in
                layout.gather(from: bytes, size: record.scalarType.byteCount, into: target)
            }
        }
    }

    private func source(of name: String) throws(CheckpointError) -> Source {
        guard let source = sources[name] else { throw missing(name) }
        return source
    }
}
