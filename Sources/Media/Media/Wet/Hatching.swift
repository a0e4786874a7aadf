extension Page {
    /// Strokes of a pen, side by side, wherever the tone lies below a threshold: lighter shade first.
    ///
    /// - Parameters:
    ///   - level: positive where there is shade, in tone.
    ///   - angle: of the strokes, radians.
    ///   - spacing: between strokes, in page heights.
    func hatching(_ level: Plane, angle: Float, spacing: Float, longest: Float, _ dice: inout Dice) -> [DrawnLine] {
        let along = SIMD2(cos(angle), sin(angle)), across = SIMD2(-sin(angle), cos(angle))
        let middle = SIMD2(aspect / 2, 0.5), half: Float = 0.5 * hypot(aspect, 1)
        let step: Float = 0.002
        var lines: [DrawnLine] = []
        var offset = -half
        while offset < half {
            offset += spacing * dice.uniform(0.75, 1.3)
            var points: [SIMD2<Float>] = []
            let bow = dice.normal(0.006)
            func end(_ lines: inout [DrawnLine]) {
                if Float(points.count) * step > 0.012 {
                    lines.append(DrawnLine(points: points, pressure: points.map { _ in 0.7 }))
                }
                points = []
            }
            var t = -half
            while t < half {
                t += step
                let place = middle + across * offset + along * t
                let inside = place.x > 0.01 && place.y > 0.01 && place.x < aspect - 0.01 && place.y < 0.99
                guard inside, level[grid.index(place.x, place.y)] > 0 else {
                    end(&lines)
                    continue
                }
                points.append(place + across * (bow * t * t * 4))
                if Float(points.count) * step > longest { end(&lines) }
            }
            end(&lines)
        }
        return lines
    }
}
