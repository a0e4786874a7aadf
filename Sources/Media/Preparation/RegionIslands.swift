/// Islands of one part within another: stripes of a tie in the color of skin, a collar in that of white hair, a shadow
/// under the chin in that of cloth. Color alone cannot tell them; that they do not hang together with their part can.
extension ForEachPart<Plane> {
    /// Shares in which small islands belong to the part around them.
    ///
    /// - Parameters:
    ///   - lightness: OKLab L of the photograph.
    ///   - faceArea: pixels of the face's outline.
    func withoutIslands(
        _ face: FaceMap, lightness: Plane, faceArea: Float, on grid: Grid
    ) -> ForEachPart<Plane> {
        var parts = self
        let chin = face.chin.y, iod = face.eyeDistance
        // A hand is large, the stripe of a tie is not.
        let skin = grid.islands(of: parts.skin, smallerThan: 0.12 * faceArea)
        parts.give(\.skin, in: skin, to: { $1.y > chin + 0.1 * iod ? \.clothes : nil }, on: grid)
        let hair = grid.islands(of: parts.hair, smallerThan: 0.2 * faceArea)
        parts.give(\.hair, in: hair, to: { $1.y > chin - 0.3 * iod ? \.clothes : nil }, on: grid)
        // Shade under the chin is dark; what is as light as skin there is a collar.
        let usual = quantile(lightness.values { parts.skin[$0] > 0.9 }, 0.35) ?? 1
        let clothes = grid.islands(of: parts.clothes, smallerThan: 0.12 * faceArea)
        parts.give(
            \.clothes, in: clothes,
            to: { index, place in
                let isUnderChin = place.y < chin + 0.6 * iod && abs(place.x - face.chin.x) < 1.1 * iod
                return isUnderChin && lightness[index] < usual ? \.skin : nil
            }, on: grid)
        return parts
    }

    /// Moves the share of one part, where `places` is 1, to another that depends on the place.
    private mutating func give(
        _ part: WritableKeyPath<Self, Plane>, in places: Plane,
        to other: (Int, SIMD2<Float>) -> WritableKeyPath<Self, Plane>?, on grid: Grid
    ) {
        for index in 0..<places.count where places[index] > 0 {
            let place = SIMD2(grid.x(index % grid.width), grid.y(index / grid.width))
            guard let taker = other(index, place) else { continue }
            self[keyPath: taker][index] += self[keyPath: part][index]
            self[keyPath: part][index] = 0
        }
    }
}

extension Grid {
    /// 1 in connected areas above one half that are smaller than `size` pixels and not the largest.
    fileprivate func islands(of plane: Plane, smallerThan size: Float) -> Plane {
        let (labels, sizes) = components(plane, above: 0.5)
        guard let largest = sizes.indices.dropFirst().max(by: { sizes[$0] < sizes[$1] }) else { return self.plane() }
        return map { index, _, _ in
            let label = Int(labels[index])
            return label > 0 && label != largest && Float(sizes[label]) < size ? 1 : 0
        }
    }
}
