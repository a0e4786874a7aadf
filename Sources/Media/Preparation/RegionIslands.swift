/// Islands of one part within another: stripes of a tie in the color of skin, brows in that of hair, a spot of an ear
/// in that of the ground. Color alone cannot tell them; that they do not hang together with their part can.
extension ForEachPart<Plane> {
    /// Shares in which small islands belong to the part around them.
    ///
    /// - Parameters:
    ///   - person: the network's mask.
    ///   - lightness: OKLab L of the photograph.
    func withoutIslands(
        _ face: FaceMap, person: Plane, oval: Plane, lightness: Plane, on grid: Grid
    ) -> ForEachPart<Plane> {
        // Planes share their storage.
        var parts = map { $0.copy() }
        let chin = face.chin.y, iod = face.eyeDistance
        let faceArea = (0..<oval.count).reduce(Float(0)) { $0 + (oval[$1] > 0.5 ? 1 : 0) }
        // The arms and the body may enclose ground, the head does not.
        let holes = grid.islands(of: parts.ground, smallerThan: 0.1 * faceArea, mostlyOn: person)
        parts.give(\.ground, in: holes, on: grid) { [parts] index, place in
            if place.y > chin + 0.2 * iod {
                return face.isNeck(place) ? \.skin : person[index] > 0.9 ? \.clothes : nil
            }
            return parts.hair[index] > parts.skin[index] ? \.hair : \.skin
        }
        // Brows, and eyes as dark as hair; pale brows show at the lower level alone.
        for level in [0.5, 0.3] as [Float] {
            let features = grid.islands(of: parts.hair, smallerThan: 0.5 * faceArea, above: level, mostlyOn: oval)
            parts.give(\.hair, in: features, on: grid) { _, _ in \.skin }
        }
        let brow = face.center.y - 0.6 * iod
        let scalp = grid.islands(of: parts.skin, smallerThan: 0.08 * faceArea)
        parts.give(\.skin, in: scalp, on: grid) { $1.y < brow ? \.hair : nil }
        // A hand is large, the stripe of a tie is not.
        let skin = grid.islands(of: parts.skin, smallerThan: 0.12 * faceArea)
        let own = parts.skin.copy()
        parts.give(\.skin, in: skin, on: grid) { index, place in
            if place.y > chin + 0.1 * iod { return \.clothes }
            return face.isBeyondEar(index, own, oval: oval, on: grid) ? \.ground : nil
        }
        let hair = grid.islands(of: parts.hair, smallerThan: 0.2 * faceArea, above: 0.2)
        parts.give(\.hair, in: hair, on: grid) { $1.y > chin - 0.3 * iod ? \.clothes : nil }
        // Shade under the chin is dark; what is as light as skin there is a collar.
        let usual = quantile(lightness.values { parts.skin[$0] > 0.9 }, 0.35) ?? 1
        let clothes = grid.islands(of: parts.clothes, smallerThan: 0.12 * faceArea, above: 0.3)
        parts.give(\.clothes, in: clothes, on: grid) { index, place in
            let isUnderChin = place.y < chin + 0.6 * iod && abs(place.x - face.chin.x) < 1.3 * iod
            // Above the chin's end hardly a collar is seen, but light along the jaw.
            return isUnderChin && (lightness[index] < usual || place.y < chin + 0.15 * iod) ? \.skin : nil
        }
        let spots = grid.islands(of: parts.clothes, smallerThan: 0.015 * faceArea, above: 0.3)
        parts.give(\.clothes, in: spots, on: grid) { face.isNeck($1) ? \.skin : nil }
        return parts
    }

    /// Shares in which the head has no thorns, nor the clothes: where the ground is like them, its pieces hang on their
    /// edge. Single hairs that stand out go with them.
    func withoutThorns(_ face: FaceMap, oval: Plane, ears: Plane, on grid: Grid) -> ForEachPart<Plane> {
        // Planes share their storage.
        var parts = map { $0.copy() }
        let iod = face.eyeDistance
        let slivers = grid.thorns(of: clothes, thinnerThan: 0.05 * iod)
        // Light along the neck is no cloth.
        parts.give(\.clothes, in: slivers, on: grid) { face.isBesideNeck($1) ? \.skin : nil }
        let thorns = grid.thorns(of: grid.map { 1 - ground[$0] }, thinnerThan: 0.15 * iod)
        let loose = grid.map { [hair, skin, clothes] index, _, y in
            let isHead = y < face.center.y + 0.4 * iod && oval[index] < 0.1 && ears[index] < 0.3
            let isCloth = y > face.chin.y && clothes[index] > max(hair[index], skin[index])
            return isHead || isCloth ? thorns[index] : 0
        }
        for part in [\.hair, \.skin, \.clothes] as [WritableKeyPath<Self, Plane>] {
            parts.give(part, in: loose, on: grid) { _, _ in \.ground }
        }
        return parts
    }

    /// Moves the share of one part, where `places` is 1, to another that depends on the place.
    private mutating func give(
        _ part: WritableKeyPath<Self, Plane>, in places: Plane, on grid: Grid,
        to other: (Int, SIMD2<Float>) -> WritableKeyPath<Self, Plane>?
    ) {
        for index in 0..<places.count where places[index] > 0 {
            let place = SIMD2(grid.x(index % grid.width), grid.y(index / grid.width))
            guard let taker = other(index, place) else { continue }
            self[keyPath: taker][index] += self[keyPath: part][index]
            self[keyPath: part][index] = 0
        }
    }
}

extension FaceMap {
    /// Whether a place lies in the throat or close beside it.
    fileprivate func isBesideNeck(_ place: SIMD2<Float>) -> Bool {
        place.y < chin.y + 0.5 * eyeDistance && abs(place.x - neck.middle) < (neck.half + 0.3) * eyeDistance
    }

    /// Whether an ear lies between a place of skin and the face: a second one is a thing of the ground.
    fileprivate func isBeyondEar(_ index: Int, _ skin: Plane, oval: Plane, on grid: Grid) -> Bool {
        let step = grid.x(index % grid.width) < center.x ? 1 : -1, row = index / grid.width * grid.width
        var column = index % grid.width, hasGap = false, ear = 0
        while column >= 0, column < grid.width, oval[row + column] < 0.5 {
            if skin[row + column] < 0.5 { hasGap = true } else if hasGap { ear += 1 }
            column += step
        }
        return Float(ear) > 0.1 * eyeDistance * grid.unit
    }

    /// Whether a place lies in the middle of the throat, above any collar.
    fileprivate func isNeck(_ place: SIMD2<Float>) -> Bool {
        place.y < chin.y + 0.6 * eyeDistance && abs(place.x - neck.middle) < 0.8 * neck.half * eyeDistance
    }
}

extension Grid {
    /// 1 in what of an area above one half an opening with a disk leaves out.
    fileprivate func thorns(of plane: Plane, thinnerThan radius: Float) -> Plane {
        let body = depth(within: plane), near = distance(to: body, above: radius)
        return map { near[$0] > radius + 1.5 / unit && plane[$0] > 0.5 ? 1 : 0 }
    }

    /// 1 in connected areas above a level that are smaller than `size` pixels and not the largest, and of the paler
    /// rims about them what is nearer than 3 pixels.
    ///
    /// - Parameter other: a plane that has to exceed one half on most of an area; nil for any.
    fileprivate func islands(
        of plane: Plane, smallerThan size: Float, above level: Float = 0.5, mostlyOn other: Plane? = nil
    )
        -> Plane
    {
        let (labels, sizes) = components(plane, above: level)
        guard let largest = sizes.indices.dropFirst().max(by: { sizes[$0] < sizes[$1] }) else { return self.plane() }
        var covered = [Int](repeating: 0, count: sizes.count)
        if let other {
            for index in labels.indices where other[index] > 0.5 { covered[Int(labels[index])] += 1 }
        }
        let islands = map { [covered] index in
            let label = Int(labels[index])
            guard label > 0, label != largest, Float(sizes[label]) < size else { return 0 }
            return other == nil || 2 * covered[label] > sizes[label] ? 1 : 0
        }
        let rim = distance(to: islands)
        return map { index in
            let isOther = labels[index] > 0 && islands[index] == 0
            return !isOther && rim[index] * unit < 3 ? 1 : 0
        }
    }
}
