/// Eyes as a draftsman makes them: the line of the upper lid, an iris with a darker rim, a pupil, and a glint.
struct DrawnEyes: Sendable {
    private struct Eye: Sendable {
        let drawing: EyeDrawing.Eye
        let glint: SIMD2<Float>
        /// Within the lids, 0…1 on the page's grid.
        let within: Plane
        /// The upper lid's line, 0…1 on the page's grid.
        let lid: Plane
    }

    private let page: Page
    private let eyes: [Eye]
    /// Least tone of a white that is drawn.
    private let white: Float

    /// - Parameter tone: in which the eyes have to show; 0 ink … 1 paper.
    init(_ page: Page, _ tone: Plane) {
        let grid = page.grid
        self.page = page
        let drawings = EyeDrawing(page, tone).eyes
        // An eye that shows no white has the other's.
        white = drawings.map { $0.white - 0.18 }.max() ?? 0
        eyes = drawings.map { eye in
            Eye(
                drawing: eye, glint: Self.glint(of: eye, side: page.lightSide, on: grid),
                within: grid.blur(eye.opening, 0.0006),
                lid: grid.stroke(along: eye.upperLid, half: min(0.15 * eye.radius, 0.0022)))
        }
    }

    /// The light's reflection, above the pupil on the light's side; lower where the lid hides that.
    private static func glint(of eye: EyeDrawing.Eye, side: Float, on grid: Grid) -> SIMD2<Float> {
        let r = eye.radius
        for rise in stride(from: Float(-0.42), through: 0.1, by: 0.06) {
            let place = eye.iris + SIMD2(0.32 * side, rise) * r
            if eye.opening[grid.index(place.x, place.y - 0.26 * r)] > 0.5 { return place }
        }
        return eye.iris + SIMD2(0.32 * side, 0) * r
    }

    /// Size of a glint and of a pupil as shares of the iris.
    private static let glintShare: Float = 0.25, pupilShare: Float = 0.45

    /// The tone with the eyes drawn into it.
    func drawn(over tone: Plane) -> Plane {
        let grid = page.grid, result = tone.copy()
        for eye in eyes {
            let drawing = eye.drawing, r = drawing.radius
            grid.each { index, x, y in
                let place = SIMD2(x, y), away = distance(place, drawing.iris) / r
                guard away < 4 else { return }
                let within = clamp(eye.within[index]), low = (y - drawing.iris.y) / r
                var value = result[index]
                // The white lies in the lid's shadow above.
                let white = max(drawing.white, white) - 0.12 * smoothstep(0.1, -0.8, low)
                value = mix(value, max(value, white), within * drawing.need * drawing.openness)
                // What shines about lids that tell nothing is no light of theirs.
                let rim = drawing.need * (1 - within) * smoothstep(3, 2, away)
                value = mix(value, min(value, drawing.white - 0.25), rim)
                // Light falls through an iris and leaves it lightest across from the glint.
                let iris = mix(0.28, 0.46, smoothstep(-0.5, 0.8, low))
                let disc = clamp((1 - away) * r / 0.0012 + 0.5) * within
                value = mix(value, clamp(value, iris - 0.10, iris + 0.04), 0.9 * disc)
                value = mix(value, min(value, 0.12), disc * smoothstep(0.74, 0.90, away))
                value = mix(value, 0.03, disc * clamp((Self.pupilShare - away) * r / 0.0012 + 0.5))
                value = mix(value, 0.97, self.glint(eye, place) * within)
                result[index] = mix(value, min(value, 0.06), 0.9 * eye.lid[index])
            }
        }
        return result
    }

    /// What a needle draws in full, 0…1: lids, rims of irises, pupils.
    var lines: Plane {
        page.grid.map { index, x, y in
            var ink: Float = 0
            for eye in eyes {
                let place = SIMD2(x, y), r = eye.drawing.radius, away = distance(place, eye.drawing.iris) / r
                guard away < 4 else { continue }
                let pupil = clamp((Self.pupilShare - away) * r / 0.0010 + 0.5)
                let rim = 0.85 * clamp((0.09 - abs(away - 0.92)) * r / 0.0010 + 0.5)
                let within = clamp(eye.within[index]) * (1 - glint(eye, place))
                ink = max(ink, max(max(pupil, rim) * within, eye.lid[index]))
            }
            return ink
        }
    }

    /// Whites that are drawn because the photograph shows none, and glints, 0…1.
    var whites: Plane {
        page.grid.map { index, x, y in
            eyes.reduce(Float(0)) { most, eye in
                let place = SIMD2(x, y), r = eye.drawing.radius, away = distance(place, eye.drawing.iris)
                guard away < 4 * r else { return most }
                let ball = clamp((away - r) / 0.0012 + 0.5) * eye.drawing.need * eye.drawing.openness
                return max(most, max(ball, glint(eye, place)) * clamp(eye.within[index]))
            }
        }
    }

    /// Between the lids, 0…1.
    var openings: Plane {
        page.grid.map { index, _, _ in eyes.reduce(Float(0)) { max($0, clamp($1.within[index])) } }
    }

    /// Irises and pupils without their glints, 0…1.
    var irises: Plane {
        page.grid.map { index, x, y in
            eyes.reduce(Float(0)) { most, eye in
                let place = SIMD2(x, y), r = eye.drawing.radius
                let disc = clamp((r - distance(place, eye.drawing.iris)) / 0.0012 + 0.5)
                return max(most, disc * clamp(eye.within[index]) * (1 - glint(eye, place)))
            }
        }
    }

    /// Where paper is to stay bare, 0…1.
    var glints: Plane {
        page.grid.map { index, x, y in
            eyes.reduce(Float(0)) { max($0, glint($1, SIMD2(x, y)) * clamp($1.within[index])) }
        }
    }

    @inline(__always)
    private func glint(_ eye: Eye, _ place: SIMD2<Float>) -> Float {
        let r = eye.drawing.radius
        return clamp((Self.glintShare * r - distance(place, eye.glint)) / 0.0010 + 0.5)
    }
}

extension Grid {
    /// A line that is thickest over its middle and runs out at its ends, 0…1.
    ///
    /// - Parameter half: of its width, in page heights.
    fileprivate func stroke(along points: [SIMD2<Float>], half: Float) -> Plane {
        let last = Float(max(points.count - 1, 1))
        let low = points.reduce(SIMD2(repeating: Float.infinity)) { pointwiseMin($0, $1) } - 2 * half - 0.002
        let high = points.reduce(SIMD2(repeating: -Float.infinity)) { pointwiseMax($0, $1) } + 2 * half + 0.002
        return map { _, x, y in
            guard points.count > 1, x > low.x, y > low.y, x < high.x, y < high.y else { return 0 }
            let place = SIMD2(x, y)
            var best: Float = 0
            for number in 1..<points.count {
                let a = points[number - 1], axis = points[number] - a
                let t = clamp(dot(place - a, axis) / max(dot(axis, axis), 1e-9))
                let along = (Float(number - 1) + t) / last
                let width = half * (0.3 + 0.7 * min(1, 3 * min(along, 1 - along)))
                let off = place - a - axis * t
                best = max(best, clamp((width - hypot(off.x, off.y)) / 0.0012 + 0.5))
            }
            return best
        }
    }
}
