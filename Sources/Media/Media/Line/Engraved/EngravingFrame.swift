/// The furniture of an engraved page: where the portrait lies, and what is printed round it. Lengths in page heights.
struct EngravingFrame: Sendable {
    let layout: EngravingLayout
    let palette: Palette
    let aspect: Float
    let seed: UInt64
    /// Middle and half axes of the oval.
    let center: SIMD2<Float>
    let axes: SIMD2<Float>

    init(page: Page, direction: Direction, layout: EngravingLayout) {
        self.layout = layout
        palette = direction.palette
        aspect = page.aspect
        seed = direction.seed
        let isMedallion = layout == .medallion
        center = SIMD2(page.aspect / 2, isMedallion ? 0.445 : 0.462)
        axes = SIMD2(min(page.aspect * (isMedallion ? 0.37 : 0.39), 0.36), isMedallion ? 0.342 : 0.378)
    }

    /// Distance from the oval, negative inside.
    @inline(__always)
    func oval(_ x: Float, _ y: Float) -> Float {
        let p = SIMD2(x, y) - center, q = p / axes
        let e = max(hypot(q.x, q.y), 1e-3), slope = hypot(q.x / axes.x, q.y / axes.y) / e
        return (e - 1) / max(slope, 1e-3)
    }

    /// Distance from a rectangle that lies `margin` within the page, negative inside.
    @inline(__always)
    func rectangle(_ x: Float, _ y: Float, margin: Float) -> Float {
        max(abs(x - aspect / 2) - (aspect / 2 - margin), abs(y - 0.5) - (0.5 - margin))
    }

    /// Margin of the picture within a rectangular layout.
    var pictureMargin: Float {
        switch layout {
        case .stamp: 0.105
        case .spiral: 0.055
        case .bankNote, .medallion: 0.045
        }
    }

    /// Where the portrait and its ground are printed.
    func window(on grid: Grid) -> Plane {
        grid.map { _, x, y in
            let distance: Float =
                switch layout {
                case .bankNote, .medallion: oval(x, y)
                case .stamp, .spiral: rectangle(x, y, margin: pictureMargin)
                }
            return coverage(distance * grid.unit)
        }
    }

    /// What is added to the ground's darkness toward the window's edge.
    func edgeDarkness(on grid: Grid) -> Plane {
        grid.map { _, x, y in
            switch layout {
            case .bankNote, .medallion: 0.22 * smoothstep(-0.16, 0, oval(x, y))
            case .stamp, .spiral: 0.12 * smoothstep(-0.12, 0, rectangle(x, y, margin: pictureMargin))
            }
        }
    }

    /// The portrait's ink; a bank note's turns into another toward the foot of the page.
    var portraitInk: (ink: Ink, fade: Plate.Fade?) {
        switch layout {
        case .bankNote:
            let second = Ink(lab: mix(palette.key.lab, palette.deepInk.lab, 0.55))
            return (palette.key, Plate.Fade(to: second, from: 0.1, to: 0.95))
        case .stamp: return (palette.deepInk, nil)
        case .spiral, .medallion: return (palette.key, nil)
        }
    }

    /// What is printed before the portrait.
    func below(on grid: Grid) -> [EngravedInk] {
        switch layout {
        case .bankNote: bankNoteTint(on: grid)
        case .stamp: stampTint(on: grid)
        case .spiral, .medallion: []
        }
    }

    /// What is printed after the portrait.
    func above(on grid: Grid) -> [EngravedInk] {
        let (ink, lines): (Ink, Plane) =
            switch layout {
            case .bankNote: (palette.key, bankNoteRing(on: grid))
            case .stamp: (palette.deepInk, stampBorder(on: grid))
            case .spiral: (palette.key, border(on: grid, margins: [0.049], widths: [0.0006]))
            case .medallion: (palette.key, stoneFrame(on: grid))
            }
        return [EngravedInk(ink: ink, coverage: lines, opacity: 0.95)]
    }

    /// Rectangles of thin lines.
    func border(on grid: Grid, margins: [Float], widths: [Float]) -> Plane {
        grid.map { _, x, y in
            var ink: Float = 0
            for (margin, width) in zip(margins, widths) {
                ink = max(ink, stroke(abs(rectangle(x, y, margin: margin)), width, grid.unit))
            }
            return ink
        }
    }
}

/// One transparent ink of the page and where it lies.
struct EngravedInk: Sendable {
    var ink: Ink
    /// 0…1.
    var coverage: Plane
    var opacity: Float
    var fade: Plate.Fade?

    var plate: Plate { Plate(ink, coverage, blend: .multiply, opacity: opacity, fade: fade) }
}

extension Grid {
    /// Prints inks one over the other onto a sheet, in one pass over the pixels.
    func printed(_ inks: [EngravedInk], over sheet: ColorPlane) -> ColorPlane {
        let result = ColorPlane(width: width, height: height), width = width
        work.rows(height) { rows in
            for row in rows {
                let y = self.y(row)
                let tints = inks.map { layer in
                    let second = layer.fade.map { (($0.ink.rgb), clamp((y - $0.top) / ($0.bottom - $0.top))) }
                    let color = second.map { mix(layer.ink.rgb, $0.0, $0.1) } ?? layer.ink.rgb
                    return (1 - color) * layer.opacity
                }
                for index in row * width..<(row + 1) * width {
                    var color = sheet[index]
                    for number in inks.indices {
                        let amount = inks[number].coverage[index]
                        if amount > 0 { color *= 1 - tints[number] * min(amount, 1) }
                    }
                    result[index] = color
                }
            }
        }
        return result
    }
}

/// Coverage of a line of a half width at a distance from its middle; one thinner than a pixel covers part of it.
@inline(__always)
func stroke(_ distance: Float, _ half: Float, _ unit: Float) -> Float {
    let wide = half * unit
    return clamp(wide - distance * unit + 0.5, 0, min(1, 2 * wide))
}

extension Palette {
    /// The darkest of the inks with color, darkened where none is dark enough to carry a portrait.
    var deepInk: Ink {
        let dark = inks.map(\.lab).min { $0.x < $1.x } ?? key.lab
        return Ink(lab: SIMD3(min(dark.x, 0.42), dark.y, dark.z))
    }
}
