/// Marks that weights carry of how their model was trained.
///
/// Empty tensors `v_pred` (it predicts velocity) and `ztsnr` (noise up to a signal of zero) are a habit of SDXL's
/// community; `modelspec.prediction_type` is Stability AI's Model Metadata Standard 1.0.1.
package struct TrainingMarks: Sendable, Hashable {
    package static let tensors: Set = ["v_pred", "ztsnr"]

    /// nil where nothing is said.
    package let predictsVelocity: Bool?
    package let hasZeroTerminalSNR: Bool

    /// - Parameter root: a prefix of every tensor's name.
    /// - Throws: ``CheckpointError`` with reason `unsupported` for marks of another kind of noise.
    package init(_ archive: any WeightArchive, root: String = "") throws(CheckpointError) {
        // Painted like SDXL, such a model would make nothing but noise.
        if archive.records.keys.contains(where: { $0.hasPrefix(root + "edm_") }) {
            throw CheckpointError(
                .unsupported, file: archive.path,
                "it was trained on another kind of noise (EDM), which is not supported.")
        }
        let predictions = ["v": true, "epsilon": false]
        predictsVelocity =
            archive.records[root + "v_pred"] != nil
            ? true : archive.metadata["modelspec.prediction_type"].flatMap { predictions[$0] }
        hasZeroTerminalSNR = archive.records[root + "ztsnr"] != nil
    }
}
