import PortraitDomain

extension PortraitRun {
    /// The picture `picture` of each request; of its candidates the most similar one is kept.
    ///
    /// Its parameters have the seed of that candidate, so that a replay makes it in one attempt.
    /// - Parameter plans: each with the seed of its picture.
    func portraits(_ picture: Int, of plans: [(plan: PaintingPlan, seed: UInt64)]) throws -> [Result<
        Portrait, any Error
    >] {
        var best: [Result<Portrait, any Error>?] = plans.map { _ in nil }
        for attempt in 0..<(plans.map(\.plan.attempts).max() ?? 0) {
            let open = plans.indices.filter { attempt < plans[$0].plan.attempts }
            let rows = open.map { index in
                PictureRow(
                    plan: plans[index].plan, index: picture, attempt: attempt,
                    seed: PortraitRequest.seed(plans[index].seed, forAttempt: attempt))
            }
            for (index, portrait) in zip(open, try portraits(rows)) {
                best[index] = best[index].map { Self.better(portrait, than: $0) } ?? portrait
            }
        }
        return best.compactMap(\.self)
    }

    /// A failed attempt fails the picture.
    private static func better(
        _ new: Result<Portrait, any Error>, than old: Result<Portrait, any Error>
    ) -> Result<Portrait, any Error> {
        old.flatMap { old in new.map { $0.isMoreSimilar(than: old) ? $0 : old } }
    }
}

extension Portrait {
    /// Whether its face is more similar to the sitter's than another's; a picture without a face is the least similar.
    fileprivate func isMoreSimilar(than other: Portrait) -> Bool {
        guard let similarity else { return false }
        return similarity > other.similarity ?? -.infinity
    }
}
