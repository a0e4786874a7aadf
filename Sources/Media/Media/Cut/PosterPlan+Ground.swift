/// The shapes behind and before the head.
extension PosterPlan {
    var center: SIMD2<Float> { SIMD2(page.face.center.x, page.face.center.y + 0.01) }
    var side: Float { page.lightSide }

    /// A great disc with arcs, and beams from a lower corner.
    func discGround() -> [PressPlate] {
        let aspect = page.aspect, side = side, center = center
        let origin = SIMD2(side < 0 ? aspect + 0.02 : -0.02, Float(1.05))
        var dice = Dice(seed, stream: 81)
        let start = dice.uniform(-0.1, 0.1)
        let beams = grid.map { _, x, y in
            let angle = atan2(origin.y - y, (x - origin.x) * (side < 0 ? -1 : 1)) + start
            let place = (angle / 0.19) - (angle / 0.19).rounded(.down)
            return clamp((0.26 - abs(place - 0.5)) * 0.19 * hypot(x - origin.x, y - origin.y), -0.004, 0.004)
        }
        let radius: Float = 0.335
        let arcs = grid.map { _, x, y in
            let r = hypot(x - center.x, y - center.y)
            var level: Float = -0.004
            for ring in 0..<3 { level = max(level, 0.0026 - abs(r - radius - 0.020 - 0.016 * Float(ring))) }
            return level
        }
        return [
            plate(inks.light, grid.lowest([open, beams]), opacity: 0.8),
            plate(inks.lead, grid.lowest([open, grid.disc(center, radius)])),
            plate(inks.dark, grid.lowest([open, arcs])),
        ]
    }

    /// Two halves of color that meet behind the head, and a band across.
    func halvesGround() -> [PressPlate] {
        let center = center, side = side
        let slant = grid.map { _, x, y in clamp(((x - center.x) * side - 0.16 * (y - 0.5)), -0.004, 0.004) }
        let ring = grid.map { _, x, y in clamp(0.022 - abs(hypot(x - center.x, y - center.y) - 0.36), -0.004, 0.004) }
        return [
            plate(inks.light, grid.lowest([open, slant])),
            plate(inks.lead, grid.lowest([open, grid.outside(slant)])),
            plate(inks.lead, grid.lowest([open, slant, ring])),
            plate(inks.light, grid.lowest([open, grid.outside(slant), ring])),
        ]
    }

    /// The ground's own design in four flat steps, as on a travel poster.
    func travelGround() -> [PressPlate] {
        let ground = CutGround(direction, page, rounding: isSoft ? 0.02 : 0.003)
        let ramp = palette.ground
        let steps: [(share: Float, place: Float)] = [(0.72, 0.66), (0.48, 0.42), (0.24, 0.2)]
        let base = plate(Ink(lab: ramp(0.92)), open)
        let cuts = steps.map { step in
            plate(
                Ink(lab: ramp(step.place)),
                grid.lowest([open, ground.darker(than: step.share, outside: figure.head, on: grid)]))
        }
        let inks = steps.map { Ink(lab: ramp($0.place)) }
        return [base] + cuts + [
            plate(palette.ink(showingOn: Array(inks.dropFirst())), grid.lowest([open, ground.object(on: page)]))
        ]
    }

    /// Nested squares turned behind the head.
    func stripesGround() -> [PressPlate] {
        let center = center, side = side
        let turned = grid.map { _, x, y in
            let u = ((x - center.x) + (y - center.y) * side) * 0.7071,
                v = ((y - center.y) - (x - center.x) * side) * 0.7071
            return max(abs(u), abs(v))
        }
        func squares(_ phase: Float) -> Plane {
            grid.map { index in
                let place = turned[index] / 0.085 + phase
                return clamp((0.25 - abs(place - place.rounded(.down) - 0.5)) * 0.085, -0.004, 0.004)
            }
        }
        let inner = grid.map { clamp(turned[$0] - 0.30, -0.004, 0.004) }
        return [
            plate(inks.light, open), plate(inks.lead, grid.lowest([open, squares(0.1), inner])),
            plate(inks.lead, grid.lowest([open, grid.outside(inner)])),
        ]
    }

    /// Bars, marks and the border.
    func furniture() -> [PressPlate] {
        switch layout {
        case .disc: slantedBars() + (hasScene ? [] : cornerMarks())
        case .halves: hasScene ? [] : cornerMarks()
        case .travel: border()
        case .stripes: foot()
        }
    }

    /// Two bars that cross the lower corner on the darker side, off the face.
    private func slantedBars() -> [PressPlate] {
        let side = -side, middle = page.aspect / 2
        let across = grid.map { _, x, y in (x - middle) * 0.5 * side + (y - 0.945) * 0.866 }
        func bar(_ place: Float, _ half: Float) -> Plane {
            grid.lowest([frame, grid.map { clamp(half - abs(across[$0] - place), -0.004, 0.004) }])
        }
        return [
            plate(inks.dark, bar(0, 0.026)), plate(inks.lead, bar(0.062, 0.010)), plate(inks.light, bar(0.084, 0.004)),
        ]
    }

    /// A square with a disc in one upper corner, short bars in the other; left out where the head is.
    private func cornerMarks() -> [PressPlate] {
        let aspect = page.aspect, margin: Float = 0.036 + 0.045, distance = figure.distance
        func isFree(_ x: Float) -> Bool { distance[grid.index(x, margin)] < -0.06 }
        let corner = side < 0 ? aspect - margin : margin, other = aspect - corner
        var plates: [PressPlate] = []
        if isFree(corner) {
            let square = grid.map { _, x, y in clamp(0.030 - max(abs(x - corner), abs(y - margin)), -0.004, 0.004) }
            plates = [
                plate(inks.dark, square, shift: 0.0003),
                plate(palette.paper, grid.disc(SIMD2(corner, margin), 0.019), shift: 0.0003),
            ]
        }
        if isFree(other) {
            let bars = grid.map { _, x, y in
                var level: Float = -0.004
                for row in 0..<4 {
                    let half = 0.028 - 0.0055 * Float(row), place = margin - 0.0225 + 0.013 * Float(row)
                    level = max(level, min(half - abs(x - other), 0.0032 - abs(y - place)))
                }
                return level
            }
            plates.append(plate(inks.dark, bars, shift: 0.0003))
        }
        return plates
    }

    private func border() -> [PressPlate] {
        let line = grid.map { (_: Int, x: Float, y: Float) in
            let inner = min(min(x, self.page.aspect - x), min(y, 1 - y))
            return max(0.0016 - abs(inner - 0.05), 0.0007 - abs(inner - 0.042))
        }
        return [plate(inks.dark, grid.map { clamp(line[$0], -0.004, 0.004) }, shift: 0.0002)]
    }

    /// A plain field at the foot with three rules, that carries the bust like a plinth.
    private func foot() -> [PressPlate] {
        func band(_ top: Float, _ bottom: Float) -> Plane {
            grid.lowest([
                frame, grid.map { (_: Int, _: Float, y: Float) in clamp(min(y - top, bottom - y), -0.004, 0.004) },
            ])
        }
        return [
            plate(inks.dark, band(0.905, 1)), plate(palette.paper, band(0.915, 0.9175), shift: 0.0002),
            plate(inks.lead, band(0.9225, 0.932), shift: 0.0002),
        ]
    }
}
