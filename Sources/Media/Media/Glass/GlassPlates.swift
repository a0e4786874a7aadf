/// A window as flat inks, for vector files: every glass one color, the lead over it, the paint in three strengths.
extension GlassArtwork: PlateArtwork {
    /// Colors of glass told apart in a vector file.
    private static let sorts = 16

    func plates(on grid: Grid) -> [Plate] {
        let from = page.grid
        let gap = grid.sample(pieces.gap, on: from), soft = grid.sample(flesh, on: from)
        var plates = [Plate(Self.ink(lead * 0.03), grid.plane(1))]
        plates += glass(on: grid)
        plates += skin(on: grid)
        plates += painted(on: grid)
        let half = grid.map { 0.0035 - 0.0011 * soft[$0] }
        plates.append(Plate(Self.ink(lead * 0.030), grid.map { (half[$0] - gap[$0]) * 200 }, edge: 0))
        return plates
    }

    private static func ink(_ linear: SIMD3<Float>) -> Ink { Ink(lab: OKLab.from(linear: linear)) }

    /// Pieces of like glass together; the lead hides their edges.
    private func glass(on grid: Grid) -> [Plate] {
        let from = page.grid
        let labs = colors.pieces.map(OKLab.from(linear:))
        let numbers = Self.sorted(labs, count: Self.sorts)
        return (0..<Self.sorts).compactMap { sort -> Plate? in
            let members = labs.indices.filter { numbers[$0] == sort && kinds[$0] != .flesh }
            guard !members.isEmpty else { return nil }
            let mean = members.reduce(SIMD3<Float>.zero) { $0 + labs[$1] } / Float(members.count)
            let isMember = kinds.indices.map { numbers[$0] == sort && kinds[$0] != .flesh }
            let level = grid.map { _, x, y in isMember[Int(pieces.labels[from.index(x, y)])] ? 1 : 0 }
            return Plate(Ink(lab: mean), level)
        }
    }

    /// Flesh in four nested tones.
    private func skin(on grid: Grid) -> [Plate] {
        let from = page.grid
        let light = grid.sample(colors.flesh, on: from), inside = grid.sample(flesh, on: from)
        let lightness = grid.blur(grid.map { OKLab.from(linear: light[$0]).x }, 0.0012)
        let values = lightness.values { inside[$0] > 0.9 }
        guard !values.isEmpty else { return [] }
        return ([0, 0.25, 0.5, 0.75] as [Float]).compactMap { (share: Float) -> Plate? in
            let low = quantile(values, share) ?? 0, high = quantile(values, share + 0.25) ?? 1
            var sum = SIMD3<Float>.zero, count: Float = 0
            for index in stride(from: 0, to: lightness.count, by: 11)
            where inside[index] > 0.9 && lightness[index] >= low && lightness[index] <= high {
                sum += OKLab.from(linear: light[index])
                count += 1
            }
            guard count > 0 else { return nil }
            let cut = share == 0 ? -1 : low
            return Plate(
                Ink(lab: sum / count), grid.map { min(inside[$0] - 0.5, (lightness[$0] - cut) * 4) }, edge: 0)
        }
    }

    /// Matting in two strengths, and the trace lines.
    private func painted(on grid: Grid) -> [Plate] {
        let from = page.grid
        let holder = grid.map { _, x, y in
            switch kinds[Int(pieces.labels[from.index(x, y)])] {
            case .flesh, .hair, .clothes: 1
            default: -1
            }
        }
        let matting = grid.sample(paint.matting, on: from), trace = grid.sample(paint.trace, on: from)
        let brown = Ink(0x4a2412)
        let washes = ([0.22, 0.50] as [Float]).map { density in
            Plate(
                brown, grid.map { min(matting[$0] - density, holder[$0]) }, edge: 0, blend: .multiply,
                opacity: 0.42)
        }
        return washes + [Plate(Ink(0x1c0d07), grid.map { min(trace[$0], holder[$0]) }, edge: 0, opacity: 0.92)]
    }

    /// Which of `count` sorts every color belongs to (k-means from evenly spread seeds).
    private static func sorted(_ labs: [SIMD3<Float>], count: Int) -> [Int] {
        guard !labs.isEmpty else { return [] }
        let order = labs.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        var centers = (0..<count).map { order[(2 * $0 + 1) * order.count / (2 * count)] }
        var numbers = [Int](repeating: 0, count: labs.count)
        for _ in 0..<12 {
            var sums = Array(repeating: SIMD4<Float>.zero, count: count)
            for (index, lab) in labs.enumerated() {
                let nearest = centers.indices.min { a, b in
                    let da = centers[a] - lab, db = centers[b] - lab
                    return (da * da * SIMD3(0.5, 1.5, 1.5)).sum() < (db * db * SIMD3(0.5, 1.5, 1.5)).sum()
                }
                numbers[index] = nearest ?? 0
                sums[numbers[index]] += SIMD4(lab, 1)
            }
            for sort in 0..<count where sums[sort].w > 0 {
                centers[sort] = SIMD3(sums[sort].x, sums[sort].y, sums[sort].z) / sums[sort].w
            }
        }
        return numbers
    }
}
