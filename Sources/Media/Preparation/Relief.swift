/// Height of the head toward the viewer, in page heights: a pillow over the outline, and the depth of the face mesh.
func headRelief(mask: Plane, face: FaceMap, on grid: Grid) -> Plane {
    let radius = 1.25 * face.eyeDistance
    // Beyond the page's edge the body goes on: the pillow does not sink there.
    let depth = grid.depth(within: mask)
    let pillow = grid.blur(
        grid.map { index in
            let t = clamp(depth[index] / radius)
            return max(1 - (1 - t) * (1 - t), 0).squareRoot() * radius * 0.7
        }, 0.009)
    let mesh = meshDepth(face, on: grid)
    return grid.map { pillow[$0] + 0.6 * mesh[$0] }
}

/// The mesh's depth, 0 at its farthest point, fading out at the face's edge.
func meshDepth(_ face: FaceMap, on grid: Grid) -> Plane {
    let step = 4
    let small = Grid(
        width: max(grid.width / step, 1), height: max(grid.height / step, 1), unit: grid.unit / Float(step),
        work: grid.work)
    // Scattered points become a surface by dividing two blurs (normalized convolution, Knutsson & Westin 1993).
    let sum = small.plane(), weight = small.plane()
    for point in face.points.prefix(Mesh.count) {
        guard point.x > 0, point.y > 0, point.x < Float(small.width) / small.unit, point.y < 1 else { continue }
        let index = small.index(point.x, point.y)
        sum[index] -= point.z
        weight[index] += 1
    }
    var surface = small.plane(), trust = small.plane()
    for share in [0.06, 0.14, 0.4] as [Float] {
        let s = small.blur(sum, share * face.eyeDistance), w = small.blur(weight, share * face.eyeDistance)
        let before = surface, held = trust
        surface = small.map { index in
            let own = w[index] > 1e-6 ? s[index] / w[index] : 0
            let missing = 1 - held[index]
            let share = clamp(w[index] * 400) * missing
            return held[index] + share > 1e-6
                ? (before[index] * held[index] + own * share) / (held[index] + share) : before[index]
        }
        trust = small.map { index in held[index] + clamp(w[index] * 400) * (1 - held[index]) }
    }
    let lowest = surface.values { trust[$0] > 0.5 }.min() ?? 0
    let whole = grid.enlarged(small.map { [surface] in max(surface[$0] - lowest, 0) }, by: step)
    return grid.blur(grid.map { whole[$0] * face.soft[$0] }, 0.06 * face.eyeDistance)
}
