import PortraitDomain

extension PortraitRun {
    /// Picture `index` of each request, painted as often as the request asks: the likest is kept.
    ///
    /// Its parameters have the seed of the attempt that was kept, so that it is made again in one.
    /// - Parameter orders: each with the seed of its picture.
    func portraits(_ index: Int, of orders: [(order: PaintingPlan, seed: UInt64)]) throws -> [Portrait] {
        var likest: [Portrait?] = orders.map { _ in nil }
        for attempt in 0..<(orders.map(\.order.attempts).max() ?? 0) {
            let places = orders.indices.filter { attempt < orders[$0].order.attempts }
            let rows = places.map { place in
                PictureRow(
                    order: orders[place].order, index: index, attempt: attempt,
                    seed: PortraitRequest.seed(orders[place].seed, forAttempt: attempt))
            }
            for (place, portrait) in zip(places, try portraits(rows)) {
                likest[place] = likest[place].map { portrait.isLiker(than: $0) ? portrait : $0 } ?? portrait
            }
        }
        return likest.compactMap(\.self)
    }
}

extension Portrait {
    /// Whether its face is nearer to the sitter's than another's; one without a face is the last.
    fileprivate func isLiker(than other: Portrait) -> Bool {
        guard let similarity else { return false }
        return similarity > other.similarity ?? -.infinity
    }
}
