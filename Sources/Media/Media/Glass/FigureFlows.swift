// Broad directions of hair and cloth, for what is cut or drawn in long pieces.
extension Page {
    /// The ground counts as light, so that outlines draw the direction too.
    private var standing: Plane { grid.map { tone[$0] * mask[$0] + 1 - mask[$0] } }

    /// Along the strands, smoothed over `smoothness`.
    func strands(_ smoothness: Float = 0.018) -> Flow {
        let outline = grid.blur(mask, 0.006)
        return grid.blendedFlow([(standing, 1), (outline, 0.6)], detail: 0.004, smoothness: smoothness).flow
    }

    /// Along the folds and edges of clothes.
    func folds(_ smoothness: Float = 0.045) -> Flow {
        let outline = grid.blur(mask, 0.008)
        return grid.blendedFlow([(standing, 1), (outline, 1.2)], detail: 0.008, smoothness: smoothness).flow
    }

    /// The hair without holes and scraps: a glint that was taken for skin is hair, a shadow in an ear is not.
    var wholeHair: Plane {
        let small = grid.scraps(of: hair, smallerThan: 0.0018)
        let holes = grid.map { 1 - hair[$0] + small[$0] }, open = grid.withoutSpecks(holes, smallerThan: 0.005)
        return grid.map { hair[$0] - small[$0] + holes[$0] - open[$0] }
    }

    /// The clothes without scraps amid the skin.
    var wholeClothes: Plane {
        let small = grid.scraps(of: clothes, smallerThan: 0.003)
        return grid.map { clothes[$0] - small[$0] }
    }

    /// Rims of glasses and other dark lines between the eyes and beside them, 0…1.
    ///
    /// - Parameter lines: 1 on paper, 0 on lines.
    func spectacles(_ lines: Plane, _ flat: FlatTone) -> Plane {
        let dark = flat.threshold(0.05), light = flat.threshold(0.22)
        let y0 = (face.points[Mesh.leftEyeCorner].y + face.points[Mesh.rightEyeCorner].y) / 2, iod = face.eyeDistance
        return grid.map { index, _, y in
            let zone = face.soft[index] * smoothstep(0.5 * iod, 0.34 * iod, abs(y - y0 - 0.08 * iod))
            return (1 - lines[index]) * zone * smoothstep(light, dark, flat.base[index])
        }
    }

    /// Cloths of different color told apart: the number of every pixel's, 0 ..< the count (not all
    /// need occur), by k-means in OKLab.
    func cloths(_ count: Int, rounding: Float) -> [Int32] {
        let l = grid.blur(lab.c0, 0.006), a = grid.blur(lab.c1, 0.006), b = grid.blur(lab.c2, 0.006)
        @Sendable func color(_ index: Int) -> SIMD3<Float> { SIMD3(l[index], 1.6 * a[index], 1.6 * b[index]) }
        let samples = stride(from: 0, to: l.count, by: 37).filter { clothes[$0] > 0.6 }.map(color)
        guard samples.count > 50 else { return [Int32](repeating: 0, count: l.count) }
        // From dark to light, so that the result does not hang on chance.
        let sorted = samples.sorted { $0.x < $1.x }
        let starts = (0..<count).map { sorted[(2 * $0 + 1) * sorted.count / (2 * count)] }
        let centers = settled(starts, on: samples, rounds: 8)
        // Light that wanes over a plain garment does not part it.
        var numbers: [Int] = []
        for number in centers.indices {
            let alike = (0..<number).first { other in
                let d = centers[number] - centers[other]
                return abs(d.x) < 0.13 && hypot(d.y, d.z) < 0.05
            }
            // What is like one of a garment's colors belongs to the garment.
            numbers.append(alike.map { numbers[$0] } ?? number)
        }
        let chosen = grid.map { [numbers] index in Float(numbers[nearest(to: color(index), of: centers)]) }
        // Each cloth votes for its surroundings.
        var best = grid.plane(-1), result = grid.plane()
        for k in 0..<count {
            let votes = grid.blur(grid.map { chosen[$0] == Float(k) ? clothes[$0] : 0 }, rounding)
            let (before, kept) = (best, result)
            result = grid.map { votes[$0] > before[$0] ? Float(k) : kept[$0] }
            best = grid.map { max(votes[$0], before[$0]) }
        }
        return (0..<result.count).map { Int32(result[$0]) }
    }
}
