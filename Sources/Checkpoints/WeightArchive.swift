/// A read-only set of named tensors whose bytes stay where they are, unchanged, as long as the archive lives.
package protocol WeightArchive: AnyObject, Sendable {
    /// The file or folder that the tensors come from, for messages.
    var path: String { get }
    /// Every tensor by its name.
    var records: [String: TensorRecord] { get }
    /// Free text stored beside the tensors; empty where the format has none.
    var metadata: [String: String] { get }

    /// The tensor's bytes: contiguous, little-endian, `byteCount` of its record long.
    ///
    /// The pointer is valid only while the archive lives, so whoever keeps it keeps the archive too. It may be
    /// unaligned for the scalar type.
    /// - Throws: ``CheckpointError`` with reason `missing` when there is no such tensor.
    func bytes(of name: String) throws(CheckpointError) -> UnsafeRawBufferPointer

    /// Whether all numbers of a tensor are finite; true for types that have no others.
    ///
    /// A damaged or badly converted file holds NaN or infinity, and then every picture is black.
    func isFinite(_ record: TensorRecord) throws(CheckpointError) -> Bool

    /// Lets the system take back the memory that a tensor's bytes were read into, where they can be read again.
    func releasePages(of name: String)
}

extension WeightArchive {
    package func releasePages(of name: String) {}

    package func record(of name: String) throws(CheckpointError) -> TensorRecord {
        guard let record = records[name] else { throw missing(name) }
        return record
    }

    func missing(_ name: String) -> CheckpointError {
        CheckpointError(.missing, file: path, "there is no tensor named “\(name)” in this file.")
    }
}
