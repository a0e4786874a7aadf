/// Black, sanguine and white chalk on toned paper ("aux trois crayons").
///
/// Variations: buff paper; a cool paper; dark paper, where white leads; chalks in the palette's colors.
struct Chalks: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        try ChalkStudio(page, direction, layout: ChalkLayout.chalks(direction.variation)).drawing()
    }
}

/// Charcoal, rubbed with the stump, and white chalk.
///
/// Variations: ribbed pale paper with a cloud of dark; a sheet blackened all over from which the lights are wiped;
/// vine charcoal with one colored chalk.
struct Charcoal: Medium {
    func artwork(of page: Page, in direction: Direction) throws -> any Artwork {
        try ChalkStudio(page, direction, layout: ChalkLayout.charcoal(direction.variation)).drawing()
    }
}

enum ChalkLayout {
    case buff, cool, dark, colored
    case pale, blackened, vine

    static func chalks(_ variation: Int) -> ChalkLayout { [.buff, .cool, .dark, .colored].variation(variation) }
    static func charcoal(_ variation: Int) -> ChalkLayout { [.pale, .blackened, .vine].variation(variation) }

    var isCharcoal: Bool { self == .pale || self == .blackened || self == .vine }

    /// Where the drawing thins out and ends, in page heights from the face's middle.
    var finish: (from: Float, to: Float) {
        switch self {
        case .vine: (0.30, 0.42)
        case .dark: (0.38, 0.50)
        default: (0.36, 0.48)
        }
    }

    /// Lightness, chroma and hue source of the paper.
    func paper(_ palette: Palette) -> Ink {
        func toned(_ lab: SIMD3<Float>, lightness: Float, chroma: Float) -> Ink {
            let own = max(hypot(lab.y, lab.z), 1e-4), kept = min(own, chroma) / own
            return Ink(lab: SIMD3(lightness, lab.y * kept, lab.z * kept))
        }
        return switch self {
        case .buff: toned(palette.paper.lab, lightness: 0.72, chroma: 0.045)
        case .cool: toned(palette.ground(0.3), lightness: 0.66, chroma: 0.030)
        case .dark: toned(palette.ground(0.1), lightness: 0.33, chroma: 0.035)
        case .colored: toned(palette.ground(0.5), lightness: 0.64, chroma: 0.050)
        case .pale, .vine: toned(palette.paper.lab, lightness: 0.90, chroma: 0.030)
        case .blackened: toned(palette.paper.lab, lightness: 0.86, chroma: 0.028)
        }
    }
}

extension Ink {
    /// Compressed charcoal and black chalk.
    static let charcoal: Ink = 0x1b1a1c
    /// White chalk, a little warm.
    static let whiteChalk: Ink = 0xfbf6ea
    /// Red earth.
    static let sanguine: Ink = 0x9c3f22

    /// This with a share of a transparent pigment over it.
    func under(_ pigment: Ink, _ share: Float) -> Ink {
        Ink(lab: OKLab.from(srgb: rgb * (1 - share + share * pigment.rgb)))
    }
}

extension Palette {
    /// The palette's own red or brown for flesh; red earth where it has none.
    var sanguine: Ink {
        let fit = inks.filter { ink in
            let lab = ink.lab, hue = atan2(lab.z, lab.y)
            return hypot(lab.y, lab.z) > 0.07 && hue > 0.1 && hue < 1.15 && lab.x > 0.32 && lab.x < 0.64
        }
        guard let first = fit.first else { return .sanguine }
        // Half earth: a pure print color would look like paint.
        return Ink(lab: mix(first.lab, Ink.sanguine.lab, 0.5))
    }
}
