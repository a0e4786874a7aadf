/// Skin as smooth volumes, on the page's grid.
struct DecoFigure: Sendable {
    /// OKLab.
    let colors: ColorPlane
    /// How far a place is inside the sitter; a level set.
    let inside: Plane
    /// Light and shade 0…1, for the ribbons.
    let tone: Plane
    /// How far a place is inside a drawn line of the features; a level set.
    let features: Plane

    init(_ page: Page, direction: Direction) {
        let grid = page.grid, face = page.face
        let soft = grid.blur(page.wholeMask, 0.0020)
        inside = grid.map { soft[$0] - 0.56 }
        let flat = FlatTone(page, across: 0.0022, along: 0.005, detail: 0.7, rounds: 1)
        let volume = Self.volume(page, flat.base)
        let lit = Self.light(page, direction)
        let eyes = CalmEyes(page, EyeDrawing(page, flat.base))
        let least = 0.7 * flat.threshold(0.27)
        let shaped = grid.map { index in
            // Light from one lamp joins the photograph's own, less in the features.
            let detail = clamp(face.features[index] * 1.2)
            let inFace = mix(volume[index], flat.base[index], detail)
            let lamp = (lit[index] - 0.62) * 0.62 * (1 - 0.7 * detail)
            let shaded = mix(0.06 + 0.80 * inFace, inFace, detail) + lamp
            let polished = Self.polished(clamp(shaded), share: 0.6 * (1 - detail))
            // About the lids shade is no black, or it would run together with the drawn eye.
            let open = mix(polished, max(polished, least), 0.8 * eyes.hollow[index])
            return mix(open, eyes.tone[index], eyes.weight[index])
        }
        tone = shaped
        let complexion = Complexion(page, palette: direction.palette, tone: shaped, rise: 0.01, fall: 0.08)
        let figure = complexion.figure(shaped, lips: 0.05)
        let lightest = (quantile(figure.c0.values(where: page.isComplexion), 0.6) ?? 0.7) + 0.14
        // Paint for lips is red, or there is none; and lips are painted that were red before.
        let red = direction.palette.inks.map(\.lab).max { $0.y < $1.y } ?? .zero
        let rouge = 0.32 * smoothstep(0.05, 0.12, red.y) * smoothstep(0.25, 0.9, page.lipRedness)
        colors = grid.colors { index, _, _ in
            // Lips are painted.
            let mouth = face.lips[index] * (1 - face.mouth[index])
            let painted = SIMD3(mix(figure[index].x, figure[index].x - 0.07, mouth), red.y, red.z)
            let color = mix(figure[index], painted, rouge * mouth * clamp(1 - 1.4 * page.depth))
            // However little light falls into them, eyes have their white.
            let iris = SIMD3(0.6 * color.x, color.y, color.z), white = SIMD3(min(lightest, 0.90), 0.002, 0.014)
            let dark = mix(color, iris, eyes.weight[index] * smoothstep(0.5, 0.15, eyes.tone[index]))
            return mix(dark, white, clamp(0.5 + 4 * eyes.whites[index]) * eyes.weight[index])
        }
        let drawn = grid.lines(
            flat.key, page.flow, sigma: 0.0010, strength: 13, threshold: 0.56, steepness: 8, along: 0.007,
            fineness: grid.map { clamp(0.25 + face.features[$0]) })
        let rims = page.spectacles(drawn, flat), worn = SpectacleRims(page).presence
        features = grid.map { index in
            let part = max(face.eyes[index], max(0.42 * face.lips[index], 0.95 * face.brows[index]))
            let line = (1 - drawn[index]) * clamp(part * 1.25) * page.mask[index] * (1 - 0.85 * page.white(index))
            // What is drawn about the lids is their own line, and rims where spectacles are worn.
            let bare = 1 - smoothstep(0.4, 0.9, eyes.hollow[index])
            let lid = eyes.weight[index] * smoothstep(0.10, 0.05, eyes.tone[index])
            return max(max(line * bare, lid), rims[index] * mix(bare, 1, worn)) - 0.5
        }
    }

    /// The tone with its small forms taken out: wide areas with edges, computed at half the size.
    private static func volume(_ page: Page, _ base: Plane) -> Plane {
        let grid = page.grid
        let small = grid.halved
        let reduced = grid.reduced(base, by: 2)
        let flow = small.edgeFlow(reduced, detail: 0.003, smoothness: 0.012).flow
        let flat = small.flattened(reduced, flow, rounds: 3, range: 0.16, across: 0.0060, along: 0.012)
        return grid.enlarged(flat, by: 2)
    }

    /// Light on the head's relief, 0…1: the direction's key light, else one from the photograph's light side.
    private static func light(_ page: Page, _ direction: Direction) -> Plane {
        let grid = page.grid
        let from = direction.lights.first?.from ?? SIMD3(0.75 * page.lightSide, -0.55, 0.6)
        let length = max((from * from).sum().squareRoot(), 1e-4), way = from / length
        let (gx, gy) = grid.slopes(grid.blur(page.relief, 0.010))
        return grid.map { index in
            let normal = SIMD3(-gx[index], -gy[index], 1)
            return clamp(0.5 + 0.5 * (normal * way).sum() / (normal * normal).sum().squareRoot())
        }
    }

    /// Tones gathered round five levels with soft turns between (Winnemöller 2006), as on polished metal.
    static func polished(_ tone: Float, share: Float) -> Float {
        let bins: Float = 5, level = (tone * bins - 0.5).rounded() + 0.5
        let stepped = (level + 0.5 * tanh(3.4 * (tone * bins - level)) / tanh(1.7)) / bins
        let curved = tone + 0.10 * sin(2 * .pi * (tone - 0.5)) * -0.6
        return clamp(mix(curved, stepped, 0.7 * share))
    }
}
