/// Lines along which a plane crosses a level, by marching squares (Lorensen & Cline 1987, in two dimensions).
struct Contours {
    /// Closed ones: points in pixels of the plane, where pixel i covers i … i + 1; without a repeated end.
    private(set) var rings: [[SIMD2<Float>]] = []
    /// Those that leave the plane, unless they are closed along its border.
    private(set) var lines: [[SIMD2<Float>]] = []

    private let plane: Plane
    private let level: Float
    /// Nodes are the pixels' middles and one row and column beyond them on every side.
    private let stride: Int

    /// - Parameters:
    ///   - least: rings around less than this many square pixels are left out.
    ///   - closesAtBorder: whether lines run on along the plane's border, so that every one is closed.
    init(_ plane: Plane, above level: Float, least: Float = 0, closesAtBorder: Bool = true) {
        self.plane = plane
        self.level = level
        stride = plane.width + 2
        var next = linked(border: closesAtBorder ? 0 : 1)
        if !closesAtBorder { followOpen(&next) }
        follow(&next, least: least)
    }

    /// Height above the level; beyond the border as far below it as the border is from it.
    @inline(__always)
    private func height(_ column: Int, _ row: Int) -> Float {
        let x = min(max(column - 1, 0), plane.width - 1), y = min(max(row - 1, 0), plane.height - 1)
        let value = plane.values[y * plane.width + x] - level
        return x == column - 1 && y == row - 1 ? value : -max(abs(value), 1e-6)
    }

    /// For every crossed edge between two nodes the edge where its line goes on. Edge 2n leaves node n to the right,
    /// edge 2n + 1 downwards. Lines keep the inside on their right.
    ///
    /// - Parameter border: rows and columns of nodes on every side that are left out.
    private func linked(border: Int) -> [Int32] {
        let rows = plane.height + 2
        var next = [Int32](repeating: -1, count: 2 * stride * rows)
        next.withUnsafeMutableBufferPointer { next in
            for row in border..<rows - 1 - border {
                var topLeft = height(border, row), bottomLeft = height(border, row + 1)
                for column in border..<stride - 1 - border {
                    let topRight = height(column + 1, row), bottomRight = height(column + 1, row + 1)
                    defer { (topLeft, bottomLeft) = (topRight, bottomRight) }
                    let code =
                        (topLeft > 0 ? 1 : 0) | (topRight > 0 ? 2 : 0) | (bottomRight > 0 ? 4 : 0)
                        | (bottomLeft > 0 ? 8 : 0)
                    guard code != 0, code != 15 else { continue }
                    let node = Int32(row * stride + column)
                    let top = 2 * node, left = 2 * node + 1
                    let right = 2 * (node + 1) + 1, bottom = 2 * (node + Int32(stride))
                    func link(_ from: Int32, _ to: Int32) { next[Int(from)] = to }
                    let isJoined = topLeft + topRight + bottomLeft + bottomRight > 0
                    switch code {
                    case 1: link(top, left)
                    case 2: link(right, top)
                    case 3: link(right, left)
                    case 4: link(bottom, right)
                    case 5:
                        link(top, isJoined ? right : left)
                        link(bottom, isJoined ? left : right)
                    case 6: link(bottom, top)
                    case 7: link(bottom, left)
                    case 8: link(left, bottom)
                    case 9: link(top, bottom)
                    case 10:
                        link(isJoined ? left : right, top)
                        link(isJoined ? right : left, bottom)
                    case 11: link(right, bottom)
                    case 12: link(left, right)
                    case 13: link(top, right)
                    default: link(left, top)
                    }
                }
            }
        }
        return next
    }

    /// Lines that begin where none leads to.
    private mutating func followOpen(_ next: inout [Int32]) {
        var isReached = [Bool](repeating: false, count: next.count)
        for edge in next where edge >= 0 { isReached[Int(edge)] = true }
        for start in next.indices where next[start] >= 0 && !isReached[start] {
            var line = [crossing(start)], edge = start
            while next[edge] >= 0 {
                let following = Int(next[edge])
                next[edge] = -1
                edge = following
                line.append(crossing(edge))
            }
            lines.append(line)
        }
    }

    private mutating func follow(_ next: inout [Int32], least: Float) {
        for start in next.indices where next[start] >= 0 {
            var ring: [SIMD2<Float>] = []
            var edge = start, area: Float = 0
            while next[edge] >= 0 {
                let point = crossing(edge)
                if let last = ring.last { area += last.x * point.y - point.x * last.y }
                ring.append(point)
                let following = Int(next[edge])
                next[edge] = -1
                edge = following
            }
            guard let first = ring.first, let last = ring.last, ring.count > 2 else { continue }
            area += last.x * first.y - first.x * last.y
            if abs(area) / 2 >= least { rings.append(ring) }
        }
    }

    /// Where the level lies on an edge, by straight interpolation.
    private func crossing(_ edge: Int) -> SIMD2<Float> {
        let column = edge / 2 % stride, row = edge / 2 / stride
        let a = height(column, row)
        let b = edge % 2 == 0 ? height(column + 1, row) : height(column, row + 1)
        let share = a == b ? 0.5 : clamp(a / (a - b))
        let place = SIMD2(Float(column) - 0.5, Float(row) - 0.5)
        return edge % 2 == 0 ? place + SIMD2(share, 0) : place + SIMD2(0, share)
    }
}
