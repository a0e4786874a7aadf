import JSON

/// A set of safetensors files behind one index (`….safetensors.index.json`), as diffusers and transformers write them.
///
/// Only the tensors that the index maps are there. Every file it names must lie in the index's own folder.
package final class ShardedSafetensors: WeightArchive {
    package let path: String
    package let records: [String: TensorRecord]
    package let metadata: [String: String]
    private let shards: [String: SafetensorsFile]

    static let maximumIndexByteCount = 16_000_000
    static let maximumShardCount = 1024

    /// - Parameter path: the index file.
    /// - Throws: ``CheckpointError`` when the index or a shard does not hold, or a mapped tensor is not in its shard.
    package init(indexPath path: String) throws(CheckpointError) {
        let weightMap = try Self.weightMap(path)
        let folder = FilePaths.parent(of: path)
        var files: [String: SafetensorsFile] = [:]
        var records: [String: TensorRecord] = [:]
        var shards: [String: SafetensorsFile] = [:]
        var metadata: [String: String] = [:]
        for (name, fileName) in weightMap {
            let file: SafetensorsFile
            if let known = files[fileName] {
                file = known
            } else {
                try Self.check(fileName, fileCount: files.count, index: path)
                file = try SafetensorsFile(path: FilePaths.join(folder, fileName))
                files[fileName] = file
                metadata.merge(file.metadata) { first, _ in first }
            }
            records[name] = try file.record(of: name)
            shards[name] = file
        }
        self.path = path
        self.records = records
        self.shards = shards
        self.metadata = metadata
    }

    package func isFinite(_ record: TensorRecord) throws(CheckpointError) -> Bool {
        try shard(of: record.name).isFinite(record)
    }

    package func bytes(of name: String) throws(CheckpointError) -> UnsafeRawBufferPointer {
        try shard(of: name).bytes(of: name)
    }

    package func releasePages(of name: String) { shards[name]?.releasePages(of: name) }

    private func shard(of name: String) throws(CheckpointError) -> SafetensorsFile {
        guard let shard = shards[name] else { throw missing(name) }
        return shard
    }

    /// The names of the files that an index maps tensors to, which lie in its own folder.
    static func fileNames(indexPath path: String) throws(CheckpointError) -> Set<String> {
        let names = Set(try weightMap(path).values)
        for name in names { try check(name, fileCount: names.count - 1, index: path) }
        return names
    }

    private static func weightMap(_ path: String) throws(CheckpointError) -> [String: String] {
        let index = try JSONObjectFile(
            path: path, maximumByteCount: maximumIndexByteCount,
            limits: JSONLimits(depth: 8, valueCount: 2 * SafetensorsHeader.maximumTensorCount, stringByteCount: 10_000))
        let map = try index.strings(byKey: "weight_map")
        guard map.count <= SafetensorsHeader.maximumTensorCount else {
            throw CheckpointError(.tooLarge, file: path, "the index maps \(map.count) tensors; that is too many.")
        }
        return map
    }

    private static func check(_ fileName: String, fileCount: Int, index: String) throws(CheckpointError) {
        guard fileCount < maximumShardCount else {
            throw CheckpointError(.tooLarge, file: index, "the index names more than \(maximumShardCount) files.")
        }
        guard FilePaths.isPlainName(fileName), fileName.hasSuffix(".safetensors") else {
            throw CheckpointError(
                .forbidden, file: index,
                "the index names “\(fileName.prefix(100))”; only .safetensors files of the same folder are opened.")
        }
    }
}
