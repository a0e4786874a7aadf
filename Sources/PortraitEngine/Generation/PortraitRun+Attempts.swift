import PortraitDomain

extension PortraitRun {
    /// Picture `index` of each request, painted as often as the request asks: the likest is kept.
    ///
    /// Its parameters have the seed of the attempt that was kept, so that it is made again in one.
    /// - Parameter orders: each with the seed of its picture.
    func portraits(_ index: Int, of orders: [(order: PaintingPlan, seed: UInt64)]) throws -> [Result<
        Portrait, any Error
    >] {
        var likest: [Result<Portrait, any Error>?] = orders.map { _ in nil }
        for attempt in 0..<(orders.map(\.order.attempts).max() ?? 0) {
            let places = orders.indices.filter { attempt < orders[$0].order.attempts }
            let rows = places.map { place in
                PictureRow(
                    order: orders[place].order, index: index, attempt: attempt,
                    seed: PortraitRequest.seed(orders[place].seed, forAttempt: attempt))
            }
            for (place, portrait) in zip(places, try portraits(rows)) {
                likest[place] = likest[place].map { Self.liker(portrait, than: $0) } ?? portrait
            }
        }
        return likest.compactMap(\.self)
    }

    /// An attempt that failed is the picture's failure.
    private static func liker(
        _ new: Result<Portrait, any Error>, than old: Result<Portrait, any Error>
    ) -> Result<Portrait, any Error> {
        old.flatMap { old in new.map { $0.isLiker(than: old) ? $0 : old } }
    }
}

extension Portrait {
    /// Whether its face is nearer to the sitter's than another's; one without a face is the last.
    fileprivate func isLiker(than other: Portrait) -> Bool {
        guard let similarity else { return false }
        return similarity > other.similarity ?? -.infinity
    }
}
