package import Schedulers

/// Every number and choice that shapes a picture, with no value left open.
///
/// A model brings its own defaults as one of these values; a request overrides single fields of it. What can be set has
/// a row in `PortraitParameter.all`, with its range.
package struct PortraitSettings: Sendable, Equatable {
    /// Denoising steps of the base picture.
    package var steps = 20
    /// Denoising steps of the face detail pass; 0 leaves the pass out.
    package var detailSteps = 20
    /// Classifier-free guidance; 1 is no guidance.
    package var guidanceScale = 5.0
    package var guidanceTail = GuidancePlan.Tail.conditionalOnly
    package var scheduler = SchedulerKind.euler
    package var schedule = ScheduleChoice.aysTimesteps
    /// Pixels of the finished picture.
    package var size = ImageSize(width: 1024, height: 1024)
    /// What the model paints, where that is not `size`; the finished picture is resampled from it. nil in pictures that
    /// were recorded before sizes were kept apart: the model paints `size`, and the file is larger by its enlargement.
    package var paintedSize: ImageSize?
    /// What the model paints, in pixels.
    package var painted: ImageSize { paintedSize ?? size }
    /// The last step, counted from 0 and inclusive, that sees the words alone; identity joins after it. -1 for none.
    package var startMergeStep = 3
    /// Factor of the identity LoRA.
    package var identityScale = 1.0
    /// Part of the detail schedule that runs; 1 may repaint the face freely.
    package var detailStrength = 0.5
    /// Width of the soft edge of the face map as a part of the face's size.
    package var feather = 0.15
    /// How far the face map reaches above the brows, as a part of the brow-to-chin distance.
    package var forehead = 0.4
    /// Margin of the face crop as a part of the face's size.
    package var facePadding = 0.5
    /// How strongly the sitter's own light and shade are laid under the face before it is repainted; 0 is not at all.
    package var underdrawing = 0.0
    /// How far around the face the underdrawing goes in a pass of its own, before the face's: hair and outline of the
    /// head. As a part of the face's size; 0 leaves the pass out.
    package var underdrawingReach = 0.0

    /// Whether the underdrawing ends where the photograph does. nil for no: in pictures that were recorded before it did,
    /// the photograph's edge went on beyond it.
    package var underdrawingEnds: Bool?

    /// Whether the head has a pass of its own before the face.
    package var hasHeadPass: Bool { detailSteps > 0 && detailStrength > 0 && underdrawing > 0 && underdrawingReach > 0 }
    package var precision = PrecisionChoice.float32
    package var device = DeviceChoice.cpu
    /// Bytes that could be held at once; nil for no limit. A large picture is decoded in squares where it is small.
    package var memoryLimit: Int?
    /// Threads of the processor that computed; nil on a GPU, and where that was not recorded. Sums are split by them.
    package var threads: Int?
    /// Which face networks looked at the photographs; nil where that was not recorded.
    package var faceNetworks: String?

    /// What the picture is rendered in; nil is the diffusion model's own picture.
    package var medium: MediumSettings?

    package init() {}
}
