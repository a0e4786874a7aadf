import Checkpoints
package import Torch

/// A large weight that stays in its file until a layer needs it.
///
/// Where the stored type is the one computed in, reading it is a view of the mapped file; else it is converted each
/// time, so a layer that packs its weight holds one copy and not two.
package final class StoredWeight {
    private let archive: (any WeightArchive)?
    private let record: TensorRecord?
    private let shape: [Int]
    package let kind: ScalarKind
    package let device: Device

    init(
        _ archive: any WeightArchive, _ record: TensorRecord, shape: [Int], kind: ScalarKind, device: Device
    ) {
        self.archive = archive
        self.record = record
        self.shape = shape
        self.kind = kind
        self.device = device
    }

    /// What stands for a weight that the checkpoint does not have; `WeightLoader.finish` refuses the checkpoint.
    init(missing kind: ScalarKind, _ device: Device) {
        archive = nil
        record = nil
        shape = [0]
        self.kind = kind
        self.device = device
    }

    /// The weight in the type and on the device that the model computes with.
    package func tensor() throws(TorchError) -> Tensor {
        guard let archive, let record else { return try .zeros([0]) }
        do {
            return try archive.tensor(record).to(kind: kind, device: device).reshaped(shape)
        } catch let error as TorchError {
            throw error
        } catch {
            throw .failed(String(describing: error))
        }
    }

    /// Hands the file's pages back to the system; reading them again costs time, not correctness.
    func releasePages() {
        guard let archive, let record else { return }
        archive.releasePages(of: record.name)
    }

    /// Whether the tensor is a copy on another device, so that the file's pages are needed no more.
    var isCopied: Bool { device != .cpu }

    /// Whether layers that use this weight often should pack it.
    var isPackable: Bool { record != nil && PackedWeight.isSupported(kind: kind, device: device) }
}
