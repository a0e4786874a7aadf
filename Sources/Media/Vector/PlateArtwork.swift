/// One ink of a flat picture, and where it lies.
package struct Plate: Sendable {
    package enum Blend: Sendable {
        /// Covers what lies below.
        case opaque
        /// A transparent ink.
        case multiply
    }

    package var ink: Ink
    /// There is ink where this exceeds `edge`: coverage 0…1, or any level that crosses `edge` with a slope.
    package var level: Plane
    package var edge: Float
    package var blend: Blend
    /// 0…1.
    package var opacity: Float
    /// Another ink further down the page, for a printer's gradation.
    package var fade: Fade?

    /// `Plate.ink` at height `top` of the page runs into `ink` at `bottom` (page heights; `top` may be the larger).
    package struct Fade: Sendable, Equatable {
        package var ink: Ink
        package var top: Float
        package var bottom: Float

        package init(to ink: Ink, from top: Float, to bottom: Float) {
            self.ink = ink
            self.top = top
            self.bottom = bottom
        }
    }

    package init(
        _ ink: Ink, _ level: Plane, edge: Float = 0.5, blend: Blend = .opaque, opacity: Float = 1, fade: Fade? = nil
    ) {
        self.ink = ink
        self.level = level
        self.edge = edge
        self.blend = blend
        self.opacity = opacity
        self.fade = fade
    }
}

/// A picture made of flat inks alone, which can therefore be written as outlines.
package protocol PlateArtwork: Artwork {
    /// All inks from the back to the front, on a grid over the whole page. What no plate covers is the white of the
    /// sheet that the file is printed on.
    func plates(on grid: Grid) -> [Plate]
}
