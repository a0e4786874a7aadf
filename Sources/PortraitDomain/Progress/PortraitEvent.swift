/// A part of the work, in the order in which the parts run.
package enum PortraitStage: String, Sendable, Codable, CaseIterable {
    case loading
    case faces
    case identity
    case prompt
    case base
    case decoding
    case headPass = "sketching"
    case detailing
    case compositing
    /// The sitter is laid out on the medium's page.
    case preparing
    /// The medium is drawn.
    case rendering
}

/// A report of a generator at work.
package enum PortraitEvent: Sendable, Equatable {
    /// The photographs were judged; photographs without remarks are left out.
    case photographs([PhotographFindings])
    /// A stage begins.
    case stage(StageProgress)
    /// A step of the stage is done: `step` of `stepCount`.
    case step(StageProgress)
    /// A small preview, one pixel per latent cell.
    case preview(PortraitImage, image: Int)
}

/// A point of the work.
package struct StageProgress: Sendable, Equatable, Codable {
    package var stage: PortraitStage
    /// The picture being made, from 0; the first of a batch.
    package var image: Int
    /// Pictures of the request.
    package var imageCount: Int
    /// The attempt at this picture, from 0.
    package var attempt = 0
    /// Attempts at each picture.
    package var attemptCount = 1
    /// Steps done in this stage.
    package var step: Int
    /// Steps of this stage; 0 where it has none.
    package var stepCount: Int

    package init(stage: PortraitStage, image: Int = 0, imageCount: Int = 1, step: Int = 0, stepCount: Int = 0) {
        self.stage = stage
        self.image = image
        self.imageCount = imageCount
        self.step = step
        self.stepCount = stepCount
    }
}
