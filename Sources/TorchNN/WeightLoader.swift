package import Checkpoints
package import Torch

/// Everything that is wrong between a model and a checkpoint, listed at once.
package struct WeightMismatch: Error, Sendable, CustomStringConvertible {
    package var source: String
    package var missing: [String] = []
    package var unexpected: [String] = []
    /// "name: expected [a, b], found [c]".
    package var wrongShape: [String] = []
    package var unreadable: [String] = []
    /// Tensors with NaN or infinity among their numbers.
    package var notFinite: [String] = []

    /// Names that the description lists at most, and its bytes, with which it and `error: ` stay below 300: the whole of a
    /// large model under other names would fill screens.
    private static let mostListed = 5, mostBytes = 290

    private var kinds: [(title: String, names: [String])] {
        [
            ("missing", missing), ("unexpected", unexpected), ("of another shape", wrongShape),
            ("unreadable", unreadable), ("with numbers that are not finite", notFinite),
        ].filter { !$0.names.isEmpty }
    }

    var isEmpty: Bool { kinds.isEmpty }

    package var description: String {
        // As many names as have room; the rest is counted.
        (0...Self.mostListed).reversed().lazy.map(described).first { $0.utf8.count <= Self.mostBytes } ?? described(0)
    }

    private func described(_ most: Int) -> String {
        var left = most
        let parts = kinds.map { title, names in
            let shown = names.sorted().prefix(left)
            left -= shown.count
            guard !shown.isEmpty else { return "\(names.count) \(title)" }
            let rest = names.count - shown.count
            let more = rest > 0 ? " and \(rest) more" : ""
            return "\(names.count) \(title) (\(shown.joined(separator: ", "))\(more))"
        }
        return "the weights of \(source) do not fit the model: " + parts.joined(separator: "; ")
    }
}

/// Hands a checkpoint's tensors to layers by name and keeps account of what was asked for, so that `finish` can refuse
/// a checkpoint that does not fit exactly.
package final class WeightLoader {
    package let kind: ScalarKind
    package let device: Device
    private let archive: any WeightArchive
    private var mismatch: WeightMismatch
    private var taken: Set<String> = []
    /// What the weights handed out take in the type computed in and the form that their layers keep them in.
    package private(set) var byteCount = 0

    /// - Parameters:
    ///   - source: what the error calls the checkpoint.
    ///   - kind: the type that floating-point weights are converted to; weights of that type stay in the mapped file.
    package init(_ archive: any WeightArchive, source: String, kind: ScalarKind, device: Device) {
        self.archive = archive
        self.kind = kind
        self.device = device
        mismatch = WeightMismatch(source: source)
    }

    package var root: WeightPath { WeightPath(loader: self, prefix: "") }

    package func contains(_ name: String) -> Bool { archive.records[name] != nil }

    package func shape(_ name: String) -> [Int]? { archive.records[name]?.shape }

    /// The tensor of that name, or an empty one that `finish` will report.
    func tensor(_ name: String, shape: [Int]) throws(TorchError) -> Tensor {
        guard let record = take(name, shape: shape) else { return try .zeros([0]) }
        do {
            return try archive.tensor(record).to(kind: kind, device: device)
        } catch let error as TorchError {
            throw error
        } catch {
            mismatch.unreadable.append("\(name): \(error)")
            return try .zeros([0])
        }
    }

    /// The weight of that name without reading it yet.
    /// - Parameter viewed: the shape that the layer wants to see it in.
    func stored(_ name: String, shape: [Int], as viewed: [Int]) -> StoredWeight {
        guard let record = take(name, shape: shape) else { return StoredWeight(missing: kind, device) }
        do {
            _ = try archive.bytes(of: name)
        } catch {
            mismatch.unreadable.append("\(name): \(error)")
        }
        return StoredWeight(archive, record, shape: viewed, kind: kind, device: device)
    }

    /// For a weight that a layer keeps in a larger form.
    func count(extraBytes: Int) { byteCount += extraBytes }

    private func take(_ name: String, shape: [Int]) -> TensorRecord? {
        guard let record = archive.records[name] else {
            mismatch.missing.append(name)
            return nil
        }
        taken.insert(name)
        byteCount += record.elementCount * kind.byteCount
        guard record.scalarType.isFloatingPoint else {
            mismatch.unreadable.append("\(name): its numbers are \(record.scalarType), not floating-point")
            return nil
        }
        guard record.shape == shape else {
            mismatch.wrongShape.append("\(name): expected \(shape), found \(record.shape)")
            return nil
        }
        if (try? archive.isFinite(record)) == false { mismatch.notFinite.append(name) }
        // They have been looked at once and may not be needed before long.
        archive.releasePages(of: name)
        return record
    }

    /// Throws unless every tensor asked for was there in its shape, and every tensor there was asked for.
    /// - Parameter unused: names that the checkpoint may hold although the model does not use them.
    package func finish(unused: (String) -> Bool = { _ in false }) throws(WeightMismatch) {
        mismatch.unexpected = archive.records.keys.filter { !taken.contains($0) && !unused($0) }
        if !mismatch.isEmpty { throw mismatch }
    }
}

/// A place in a checkpoint: module names joined by dots, as in the published files.
package struct WeightPath {
    package let loader: WeightLoader
    package let prefix: String

    package static func / (path: WeightPath, name: String) -> WeightPath {
        WeightPath(loader: path.loader, prefix: path.name(name))
    }

    package static func / (path: WeightPath, index: Int) -> WeightPath { path / String(index) }

    package func name(_ leaf: String) -> String { prefix.isEmpty ? leaf : prefix + "." + leaf }

    package func tensor(_ leaf: String, _ shape: [Int]) throws(TorchError) -> Tensor {
        try loader.tensor(name(leaf), shape: shape)
    }

    /// A weight that stays in its file until a layer needs it.
    package func stored(_ leaf: String, _ shape: [Int], as viewed: [Int]) -> StoredWeight {
        loader.stored(name(leaf), shape: shape, as: viewed)
    }

    package func contains(_ leaf: String) -> Bool { loader.contains(name(leaf)) }

    package func shape(_ leaf: String) -> [Int]? { loader.shape(name(leaf)) }
}
