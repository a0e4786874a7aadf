internal import PortraitDomain

extension PortraitRun {
    /// Picture `index`, with the seed that is its own: painted `attempts` times, and the likest is kept.
    ///
    /// Its parameters have the seed of the attempt that was kept, so that it is made again in one.
    func portrait(_ index: Int, seed: UInt64, attempts: Int) throws -> Portrait {
        var likest = try telling(attempt: 0, of: attempts).attempt(index, seed: seed)
        for number in 1..<max(attempts, 1) {
            let other = try telling(attempt: number, of: attempts)
                .attempt(index, seed: PortraitRequest.seed(seed, forAttempt: number))
            if other.isLiker(than: likest) { likest = other }
        }
        return likest
    }

    /// The run with the attempt written into every event.
    private func telling(attempt: Int, of count: Int) -> PortraitRun {
        var run = self
        run.progress = { [progress] event in
            switch event {
            case .stage(let place): progress(.stage(place.at(attempt, of: count)))
            case .step(let place): progress(.step(place.at(attempt, of: count)))
            case .photographs, .preview: progress(event)
            }
        }
        return run
    }
}

extension StageProgress {
    fileprivate func at(_ attempt: Int, of count: Int) -> StageProgress {
        var place = self
        place.attempt = attempt
        place.attemptCount = count
        return place
    }
}

extension Portrait {
    /// Whether its face is nearer to the sitter's than another's; one without a face is the last.
    fileprivate func isLiker(than other: Portrait) -> Bool {
        guard let similarity else { return false }
        return similarity > other.similarity ?? -.infinity
    }
}
