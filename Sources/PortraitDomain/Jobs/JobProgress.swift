/// A worker's report on a job: a `PortraitEvent` as it is stored, with references for pictures.
package enum JobProgress: Sendable, Equatable {
    case photographs([PhotographFindings])
    case stage(StageProgress)
    case step(StageProgress)
    /// A small preview.
    case preview(FileReference, image: Int)
    case finished(FinishedPicture)

    /// nil for a preview: the worker keeps its picture first and refers to it.
    package init?(_ event: PortraitEvent) {
        switch event {
        case .photographs(let findings): self = .photographs(findings)
        case .stage(let progress): self = .stage(progress)
        case .step(let progress): self = .step(progress)
        case .preview: return nil
        }
    }

    /// Its name in the stored form.
    package var code: String {
        switch self {
        case .photographs: "photographs"
        case .stage: "stage"
        case .step: "step"
        case .preview: "preview"
        case .finished: "finished"
        }
    }
}

// `{"event": "step", "progress": {…}}`: the code, and one value beside it. An event of a job has its number and time in
// the same object.
extension JobProgress: Codable {
    private enum Key: String, CodingKey {
        case event, photographs, progress, preview, image, picture
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        switch try values.decode(String.self, forKey: .event) {
        case "photographs":
            self = .photographs(try values.decode([PhotographFindings].self, forKey: .photographs))
        case "stage": self = .stage(try values.decode(StageProgress.self, forKey: .progress))
        case "step": self = .step(try values.decode(StageProgress.self, forKey: .progress))
        case "preview":
            self = .preview(
                try values.decode(FileReference.self, forKey: .preview),
                image: try values.decode(Int.self, forKey: .image))
        case "finished": self = .finished(try values.decode(FinishedPicture.self, forKey: .picture))
        default: throw DecodingError.dataCorruptedError(forKey: .event, in: values, debugDescription: "not an event")
        }
        guard isPlausible else {
            throw DecodingError.dataCorruptedError(forKey: .event, in: values, debugDescription: "out of range")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(code, forKey: .event)
        switch self {
        case .photographs(let findings): try values.encode(findings, forKey: .photographs)
        case .stage(let progress), .step(let progress): try values.encode(progress, forKey: .progress)
        case .preview(let file, let image):
            try values.encode(file, forKey: .preview)
            try values.encode(image, forKey: .image)
        case .finished(let picture): try values.encode(picture, forKey: .picture)
        }
    }

    /// Programs that show progress multiply these numbers.
    private var isPlausible: Bool {
        switch self {
        case .photographs(let findings): findings.count <= 8
        case .stage(let progress), .step(let progress): progress.isPlausible
        case .preview(_, let image): (0..<64).contains(image)
        case .finished: true
        }
    }
}

extension StageProgress {
    fileprivate var isPlausible: Bool {
        (1...64).contains(imageCount) && (0..<imageCount).contains(image) && (1...16).contains(attemptCount)
            && (0..<attemptCount).contains(attempt) && (0...1_000_000).contains(stepCount)
            && (0...1_000_000).contains(step)
    }
}
