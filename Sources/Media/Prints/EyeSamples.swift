/// Lids of an eye, and the tones that a photograph has about its iris, sampled every thousandth of the page's height.
struct EyeSamples {
    /// From the inner corner to the outer one, in page heights.
    let upperLid: [SIMD2<Float>]
    /// The other way round, from corner to corner.
    let lowerLid: [SIMD2<Float>]
    /// Height of the opening by the iris's radius.
    let openness: Float
    private(set) var iris: [Float] = []
    /// The middle of the iris, where the pupil is.
    private(set) var pupil: [Float] = []
    private(set) var white: [Float] = []
    /// Skin below the eye.
    private(set) var skin: [Float] = []
    /// The lightest place of the iris's upper half; a light below the middle is the lower lid's rim.
    private(set) var light: (tone: Float, place: SIMD2<Float>)

    /// - Parameters:
    ///   - lids: the eye's outline in the order of the mesh.
    ///   - opening: within the lids, 0…1.
    init(_ page: Page, _ tone: Plane, lids: [SIMD2<Float>], opening: Plane, _ disc: Irises.Disc) {
        upperLid = Array(lids[8...] + lids.prefix(1))
        lowerLid = Array(lids[0...8])
        let high = upperLid.map(\.y).reduce(0, +) / Float(upperLid.count)
        let low = lowerLid.map(\.y).reduce(0, +) / Float(lowerLid.count)
        openness = (low - high) / disc.radius
        light = (-1, disc.center)
        let reach = 3.2 * disc.radius, grid = page.grid
        for y in stride(from: disc.center.y - reach, through: disc.center.y + reach, by: 0.001) {
            for x in stride(from: disc.center.x - reach, through: disc.center.x + reach, by: 0.001) {
                let place = SIMD2(x, y), index = grid.index(x, y), value = tone[index]
                let away = distance(place, disc.center)
                guard opening[index] > 0.5 else {
                    if y > low, page.face.eyes[index] < 0.2 { skin.append(value) }
                    continue
                }
                if away < 0.8 * disc.radius { iris.append(value) }
                if away < 0.45 * disc.radius { pupil.append(value) }
                if away > 1.1 * disc.radius { white.append(value) }
                let isHigh = y < disc.center.y + 0.05 * disc.radius && opening[index] > 0.9
                if isHigh, away < 0.6 * disc.radius, value > light.tone { light = (value, place) }
            }
        }
    }
}
