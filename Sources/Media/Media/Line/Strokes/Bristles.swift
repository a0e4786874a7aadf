/// Levels 0…1 of a brush's bristles: rows across the brush, columns along the stroke; both ends meet.
enum Bristles {
    static let rows = 256, columns = 2048

    /// Three widths of streaks, evened out so that every level is as frequent as any other.
    static let levels: Plane = {
        var dice = Dice(0xB215)
        let noise = Plane(width: columns, height: rows)
        for index in 0..<noise.count { noise[index] = dice.normal() }
        var sum = [Float](repeating: 0, count: noise.count)
        for (across, along, weight) in [(1.6, 90, 1), (7, 160, 0.9), (1.2, 14, 0.45)] as [(Float, Float, Float)] {
            let streaks = smoothed(noise, across: across, along: along)
            let deviation = (streaks.reduce(0) { $0 + $1 * $1 } / Float(streaks.count)).squareRoot()
            for index in sum.indices { sum[index] += weight * streaks[index] / max(deviation, 1e-6) }
        }
        let order = sum.indices.sorted { sum[$0] != sum[$1] ? sum[$0] < sum[$1] : $0 < $1 }
        let result = Plane(width: columns, height: rows)
        for (rank, index) in order.enumerated() { result[index] = Float(rank) / Float(order.count - 1) }
        return result
    }()

    /// Three box filters in a row each way, which come close to a Gaussian; wrapped round.
    private static func smoothed(_ noise: Plane, across: Float, along: Float) -> [Float] {
        var values = Array(UnsafeBufferPointer(start: noise.values, count: noise.count))
        func filter(radius: Int, stride: Int, length: Int, start: (Int) -> Int, lines: Int) {
            guard radius > 0 else { return }
            var line = [Float](repeating: 0, count: length)
            let scale = 1 / Float(2 * radius + 1)
            for number in 0..<lines {
                let first = start(number)
                for i in 0..<length { line[i] = values[first + i * stride] }
                var sum = (-radius...radius).reduce(Float(0)) { $0 + line[($1 + length * 8) % length] }
                for i in 0..<length {
                    values[first + i * stride] = sum * scale
                    sum += line[(i + radius + 1) % length] - line[(i - radius + length * 8) % length]
                }
            }
        }
        for _ in 0..<3 {
            filter(
                radius: Int((along * 0.98).rounded()), stride: 1, length: columns, start: { $0 * columns }, lines: rows)
            filter(
                radius: Int((across * 0.98).rounded()), stride: columns, length: rows, start: { $0 }, lines: columns)
        }
        return values
    }
}
