import PortraitDomain

extension PortraitRun {
    /// The picture `picture` of each request; of its candidates the most similar one is kept.
    ///
    /// Its parameters have the seed of that candidate, so that a replay makes it in one attempt.
    /// - Parameter plans: each with the seed of its picture.
    func portraits(_ picture: Int, of plans: [(plan: PaintingPlan, seed: UInt64)]) throws -> [Result<
        Portrait, any Error
    >] {
        try Self.best(of: plans.map(\.plan.attempts)) { attempt, open in
            try portraits(
                open.map { index in
                    PictureRow(
                        plan: plans[index].plan, index: picture, attempt: attempt,
                        seed: PortraitRequest.seed(plans[index].seed, forAttempt: attempt))
                })
        }
    }

    /// The most similar candidate of each picture. A failed attempt fails its picture, and no more of it are painted.
    /// - Parameters:
    ///   - counts: how many candidates each picture has.
    ///   - paint: paints one candidate of each of these pictures.
    static func best(
        of counts: [Int], paint: (_ attempt: Int, _ open: [Int]) throws -> [Result<Portrait, any Error>]
    ) rethrows -> [Result<Portrait, any Error>] {
        var best: [Int: Result<Portrait, any Error>] = [:]
        for attempt in 0..<(counts.max() ?? 0) {
            let open = counts.indices.filter { index in
                if case .failure? = best[index] { return false }
                return attempt < counts[index]
            }
            guard !open.isEmpty else { break }
            for (index, new) in zip(open, try paint(attempt, open)) {
                let old = best[index] ?? new
                best[index] = old.flatMap { old in new.map { $0.isMoreSimilar(than: old) ? $0 : old } }
            }
        }
        return counts.indices.compactMap { best[$0] }
    }
}

extension Portrait {
    /// Whether its face is more similar to the sitter's than another's; a picture without a face is the least similar.
    fileprivate func isMoreSimilar(than other: Portrait) -> Bool {
        guard let similarity else { return false }
        return similarity > other.similarity ?? -.infinity
    }
}
