/// Finds the strokes of one round of a coat.
struct StrokeTracer: Sendable {
    let scene: StrokeScene
    let coat: Coat
    let reference: Reference
    let canvas: StrokeCanvas
    let brush: Int32
    let seed: UInt64

    /// Strokes begin and end beyond the page's edge, or it would show their ends.
    private var overrun: Float { 2 * coat.radius }

    typealias Found = (stroke: Stroke, line: [SIMD2<Float>])

    /// The strokes of the beginnings that fall to round number `round` of `rounds`, in the order of painting.
    func strokes(round: Int, of rounds: Int) -> [Found] {
        let grid = scene.grid, cell = max(coat.radius * coat.spacing, 0.8 / grid.unit)
        let width = Float(grid.width) / grid.unit + 2 * overrun, height = Float(grid.height) / grid.unit + 2 * overrun
        let columns = Int(width / cell) + 2, rows = Int(height / cell) + 2
        let chunk = 8, count = (rows + chunk - 1) / chunk
        var parts = [[(key: UInt64, found: Found)]](repeating: [], count: count)
        parts.withUnsafeMutableBufferPointer { buffer in
            // Every piece writes a part of its own.
            nonisolated(unsafe) let parts = buffer
            grid.work.each(count) { piece in
                var own: [(key: UInt64, found: Found)] = []
                for row in piece * chunk..<min((piece + 1) * chunk, rows) {
                    for column in 0..<columns {
                        let key = Dice.mixed(seed &+ UInt64(row &* columns &+ column))
                        guard Int(key % UInt64(rounds)) == round else { continue }
                        var dice = Dice(key)
                        let x = (Float(column) - 0.5 + dice.uniform()) * cell - overrun
                        let y = (Float(row) - 0.5 + dice.uniform()) * cell - overrun
                        if let found = stroke(from: SIMD2(x, y), &dice) { own.append((key, found)) }
                    }
                }
                parts[piece] = own
            }
        }
        return parts.joined().sorted { $0.key < $1.key }.map(\.found)
    }

    private func stroke(from beginning: SIMD2<Float>, _ dice: inout Dice) -> Found? {
        let grid = scene.grid
        var index = grid.index(beginning.x, beginning.y)
        if !coat.ignoresFinest, scene.finest[index] * 0.97 > coat.radius { return nil }
        if let chance = coat.chance, !dice.chance(chance[index]) { return nil }
        var place = beginning
        if let threshold = coat.threshold {
            let care = 1 - 0.45 * scene.care[index]
            guard let worst = worst(near: beginning, threshold * care) else { return nil }
            place = worst
            index = grid.index(place.x, place.y)
        }
        let color = reference.color(place)
        let length = coat.longest * scene.lengths[index] * coat.radius * (0.4 + 0.6 * dice.uniform())
        let line = line(through: place, index: index, color: color, length: length, turn: dice.normal(coat.wander))
        guard line.count > 1 else { return nil }
        let (left, right) = load(at: place, along: line, color, &dice)
        let end = line[line.count - 1]
        let picked = canvas.color.nearest(end.x * canvas.grid.unit, end.y * canvas.grid.unit)
        let stroke = Stroke(
            first: 0, count: 0, radius: coat.radius * (0.85 + 0.3 * dice.uniform()), left: left, right: right,
            picked: picked, brush: brush, seed: UInt32(truncatingIfNeeded: dice.next() >> 20))
        return (stroke, line)
    }

    /// The place about `beginning` where canvas and target differ most; nil where they do not differ enough.
    private func worst(near beginning: SIMD2<Float>, _ threshold: Float) -> SIMD2<Float>? {
        var most: Float = -1, total: Float = 0, worst = beginning
        let step = 0.6 * coat.radius, scale = canvas.grid.unit
        for number in 0..<9 {
            let place = beginning + SIMD2(Float(number % 3 - 1), Float(number / 3 - 1)) * step
            let error = difference(
                reference.color(place), canvas.color.nearest(place.x * scale, place.y * scale))
            total += error
            if error > most {
                most = error
                worst = place
            }
        }
        return total / 9 < threshold ? nil : worst
    }

    /// Follows the flow both ways.
    private func line(
        through middle: SIMD2<Float>, index: Int, color: SIMD3<Float>, length: Float, turn: Float
    ) -> [SIMD2<Float>] {
        let step = max(0.4 * coat.radius, 1.2 / scene.grid.unit)
        let flow = coat.flow ?? scene.flow
        var direction = SIMD2(flow.cosines[index], flow.sines[index])
        if turn != 0 {
            let c = cos(turn), s = sin(turn)
            direction = SIMD2(direction.x * c - direction.y * s, direction.x * s + direction.y * c)
        }
        let back = half(from: middle, -direction, index, color, length / 2, step, flow)
        let forth = half(from: middle, direction, index, color, length / 2, step, flow)
        var line: [SIMD2<Float>] = []
        line.reserveCapacity(back.count + forth.count + 1)
        line.append(contentsOf: back.reversed())
        line.append(middle)
        line.append(contentsOf: forth)
        if line.count < 2 { line = [middle - direction * (step / 2), middle + direction * (step / 2)] }
        return thinned(line)
    }

    private func half(
        from middle: SIMD2<Float>, _ heading: SIMD2<Float>, _ start: Int, _ color: SIMD3<Float>, _ length: Float,
        _ step: Float, _ flow: Flow
    ) -> [SIMD2<Float>] {
        let grid = scene.grid, region = scene.regions[start]
        let width = Float(grid.width) / grid.unit + overrun, height = Float(grid.height) / grid.unit + overrun
        var points: [SIMD2<Float>] = [], place = middle, direction = heading, done: Float = 0
        while done < length {
            let next = place + direction * step
            guard next.x >= -overrun, next.y >= -overrun, next.x < width, next.y < height else { break }
            let index = grid.index(next.x, next.y)
            if done > coat.shortest * coat.radius * 0.5, difference(reference.color(next), color) > coat.tolerance {
                break
            }
            if scene.regions[index] != region, done > 0.3 * coat.radius { break }
            place = next
            done += step
            points.append(place)
            var along = SIMD2(flow.cosines[index], flow.sines[index])
            if (along * direction).sum() < 0 { along = -along }
            direction = direction * (1 - coat.curving) + along * coat.curving
            direction /= max((direction * direction).sum().squareRoot(), 1e-6)
        }
        return points
    }

    /// Every second or third point, and both ends: segments of about a radius.
    private func thinned(_ line: [SIMD2<Float>]) -> [SIMD2<Float>] {
        guard line.count > 4 else { return line }
        let parts = (line.count - 1 + 1) / 2
        return (0...parts).map { line[$0 * (line.count - 1) / parts] }
    }
}
