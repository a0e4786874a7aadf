/// How a portrait is to look, apart from its medium: what two words decide.
package struct Direction: Sendable {
    package var palette: Palette
    package var ground: GroundDesign
    /// Colored lights on the head, the key light first; empty keeps the photograph's own light.
    package var lights: [Light]
    /// Which of a medium's variations, from 0; a medium takes it modulo how many it has.
    package var variation: Int
    /// Below 2^32. Tells pictures of one photograph apart; a medium adds streams of its own to it.
    package var seed: UInt64

    package init(
        palette: Palette, ground: GroundDesign = .plain, lights: [Light] = [], variation: Int = 0, seed: UInt64 = 1
    ) {
        self.palette = palette
        self.ground = ground
        self.lights = lights
        self.variation = variation
        self.seed = seed
    }
}

/// A light on the head.
package struct Light: Sendable, Equatable {
    /// Where it comes from: x to the right, y downwards, z toward the viewer; any length.
    package var from: SIMD3<Float>
    package var color: Ink
    /// 0…1.
    package var strength: Float
    /// How narrow it is: 1 broad, 4 a rim.
    package var focus: Float

    package init(from: SIMD3<Float>, color: Ink, strength: Float, focus: Float = 1) {
        self.from = from
        self.color = color
        self.strength = strength
        self.focus = focus
    }
}

/// The few pigments of a picture. A medium takes what it needs: a print its paper, key and inks; a painting its ramps.
package struct Palette: Sendable, Equatable {
    package var name: String
    /// Bare paper, or the lightest light.
    package var paper: Ink
    /// Lines and the deepest dark.
    package var key: Ink
    /// Flat inks of full color, the leading one first; at least four.
    package var inks: [Ink]
    /// Dark to light.
    package var skin: Ramp
    package var hair: Ramp
    package var clothes: Ramp
    package var ground: Ramp
    /// How much of the sitter's own hues stays, 0 bold … 1 natural.
    package var keepsOwn: Float

    package init(
        name: String, paper: Ink, key: Ink, inks: [Ink], skin: Ramp, hair: Ramp, clothes: Ramp, ground: Ramp,
        keepsOwn: Float = 0.3
    ) {
        self.name = name
        self.paper = paper
        self.key = key
        self.inks = inks
        self.skin = skin
        self.hair = hair
        self.clothes = clothes
        self.ground = ground
        self.keepsOwn = keepsOwn
    }

    /// Ink number `index`, counted round.
    package func ink(_ index: Int) -> Ink { inks.isEmpty ? key : inks[index % inks.count] }
}
