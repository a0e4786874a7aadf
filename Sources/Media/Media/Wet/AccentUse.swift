/// What a wash makes of a design's object.
struct AccentUse: Sendable {
    /// How strongly it is painted, 0…1.
    var paint: Float = 0
    /// How much of it stays bare paper, 0…1.
    var reserve: Float = 0
    /// Whether it is painted outside the sweeps as well.
    var joins = false
    var ink = 0
}

extension GroundDesign {
    /// The design's own object, 0…1.3: loose blossoms in a garden, else what the field says.
    func object(in field: GroundField, on page: Page, seed: UInt64) -> Plane {
        self == .garden ? Blossoms(page, seed: seed).plane(on: page.grid) : field.accent
    }

    /// Whether its shapes have edges of their own; the others are painted wet in wet.
    var isCrisp: Bool {
        switch self {
        case .sun, .rays, .city, .waves, .garden, .night, .curl, .mist: true
        case .plain, .bokashi, .fire, .storm: false
        }
    }

    var accentUse: AccentUse {
        switch self {
        case .sun: AccentUse(paint: 0.9, joins: true)
        case .garden: AccentUse(paint: 1, joins: true)
        case .fire: AccentUse(paint: 0.75)
        case .rays: AccentUse(paint: 0.35)
        case .city: AccentUse(paint: 0.8, ink: 1)
        case .night, .waves: AccentUse(reserve: 1)
        case .storm, .curl: AccentUse(reserve: 0.75)
        case .plain, .bokashi, .mist: AccentUse()
        }
    }
}
