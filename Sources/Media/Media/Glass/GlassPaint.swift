/// What is painted on the glass in brown vitreous paint and fired: trace lines and matting.
struct GlassPaint: Sendable {
    /// How far a place is inside a trace line; 0 at its edge.
    let trace: Plane
    /// Density of the matting, 0…1, before it is stippled.
    let matting: Plane
    /// Where lights are scratched out of the matting with a stick.
    let lights: Plane
    /// Phase of the scratched lines; whole numbers lie along the middle of a line.
    let phase: Plane
    /// Strands scratched out of the paint on hair: 1 in the middle of a strand, -1 between strands.
    let strands: Plane

    init(_ page: Page, seed: UInt64) {
        let grid = page.grid, face = page.face
        let flat = FlatTone(page, across: 0.0022, along: 0.005, detail: 0.7, rounds: 1)
        let fineness = grid.map { clamp(0.25 + face.features[$0]) }
        let lines = grid.lines(
            flat.key, page.flow, sigma: 0.0010, strength: 14, threshold: 0.60, steepness: 8, along: 0.006,
            fineness: fineness)
        let black = flat.threshold(0.04, cap: 0.18)
        // Only the wings and nostrils of the nose are drawn, not the shadows beside its ridge.
        let bridge = page.face.points[4].y - 0.10 * face.eyeDistance
        let rims = page.spectacles(lines, flat)
        trace = grid.map { index, _, y in
            let nose = face.nose[index] * smoothstep(bridge - 0.03, bridge, y)
            let drawn = max(face.eyes[index], max(face.lips[index], max(0.9 * face.brows[index], 0.8 * nose)))
            let weight = max(clamp(drawn * 1.3 + 0.42 * face.soft[index]), 0.5 * page.hair[index]) * page.mask[index]
            let line = (1 - lines[index]) * weight * (1 - 0.8 * page.white(index)) - 0.45
            let dark = (black - flat.base[index]) * 4 * max(face.eyes[index], face.lips[index]) - 0.02
            return max(max(line, dark), 0.95 * rims[index] - 0.45)
        }
        let ease = 1 - 0.7 * page.depth
        let half = flat.threshold(0.70, cap: 0.76)
        let low = grid.blur(flat.base, 0.0016)
        matting = grid.map { index in
            // Eyes stay open: less paint in their hollows.
            let inFace = clamp((half - low[index]) / 0.60) * (1 - 0.45 * face.eyes[index]) * ease
            // Hair is painted fully, to be scratched through.
            let elsewhere = mix(clamp((0.55 - low[index]) / 0.8) * 0.55, 0.62, page.hair[index])
            let share = clamp(max(face.soft[index], page.skin[index]))
            return mix(elsewhere, inFace, share) * page.mask[index] * (1 - 0.9 * page.white(index))
        }
        lights = grid.map { [matting] index in
            let glance = smoothstep(0.05, 0.20, matting[index]) * smoothstep(0.80, 0.45, matting[index])
            return glance * (1 - face.features[index]) * clamp(face.soft[index] + 0.8 * page.skin[index])
        }
        strands = grid.strands(
            along: page.strands(0.012), period: 0.0052, where: grid.map { page.hair[$0] > 0.02 ? 1 : 0 }, seed: seed)
        phase = grid.map { index, x, y in (0.80 * y + 0.45 * x + 0.55 * page.relief[index]) / 0.0062 }
    }
}
