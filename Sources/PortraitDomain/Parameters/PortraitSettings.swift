package import Schedulers

/// Every number and choice that shapes a picture, all of them set.
///
/// A model has its own defaults; a request overrides single fields. A field that can be set has a row in
/// `PortraitParameter.all`, with its range.
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
    /// The size that the model paints, where that is not `size`; the finished picture is resampled from it. nil in
    /// older pictures: the model paints `size`, and the file is larger by its enlargement.
    package var paintedSize: ImageSize?
    /// The size that the model paints, in pixels.
    package var painted: ImageSize { paintedSize ?? size }
    /// The last step, counted from 0 and inclusive, that sees the words alone; identity joins after it. -1 for none.
    package var startMergeStep = 3
    /// Factor of the identity LoRA.
    package var identityScale = 1.0
    /// Part of the detail schedule that runs, 0…1; 1 repaints the face from noise.
    package var detailStrength = 0.5
    /// Width of the soft edge of the face map as a part of the face's size.
    package var feather = 0.15
    /// How far the face map reaches above the brows, as a part of the brow-to-chin distance.
    package var forehead = 0.4
    /// Margin of the face crop as a part of the face's size.
    package var facePadding = 0.5
    /// The underdrawing, luminance transfer from the photograph: the part of the painted face's luminance that the
    /// sitter's replaces before the face is repainted, 0…1.
    package var underdrawing = 0.0
    /// How far around the face the underdrawing goes in a pass of its own, before the face's: hair and outline of the
    /// head. As a part of the face's size; 0 leaves the pass out.
    package var underdrawingReach = 0.0

    /// Whether the underdrawing ends at the photograph's edge. nil for no: in older pictures the edge was repeated
    /// beyond it.
    package var underdrawingEnds: Bool?

    /// Whether the head has a pass of its own before the face.
    package var hasHeadPass: Bool { detailSteps > 0 && detailStrength > 0 && underdrawing > 0 && underdrawingReach > 0 }
    package var precision = PrecisionChoice.float32
    package var device = DeviceChoice.cpu
    /// Bytes that could be held at once; nil for no limit. A large picture is decoded in squares where it is small.
    package var memoryLimit: Int?
    /// Threads of the processor that computed; nil on a GPU, and where that was not recorded. Sums are split by them.
    package var threads: Int?
    /// The face networks that judged the photographs; nil where that was not recorded.
    package var faceNetworks: String?

    /// The medium; nil is the diffusion model's own picture.
    package var medium: MediumSettings?

    package init() {}
}
