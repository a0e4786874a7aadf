/// Small ornaments within a square of -1…1, and how they are set on the page.
struct Motifs: Sendable {
    var drawing = Drawing()
    let colors: [SIMD3<Float>]
    let line: SIMD3<Float>
    let light: SIMD3<Float>

    /// - Parameter palette: line, light and inks of the ornaments.
    init(_ palette: Palette) {
        colors = palette.inks.map(\.rgb)
        line = palette.key.rgb
        light = palette.paper.rgb
    }

    /// Where a motif's own places lie on the page.
    typealias Placement = (SIMD2<Float>) -> SIMD2<Float>

    mutating func area(_ points: [SIMD2<Float>], _ color: SIMD3<Float>, _ place: Placement) {
        drawing.area([points.map(place)], color)
    }

    mutating func ring(
        _ radius: Float, _ width: Float, _ color: SIMD3<Float>, _ place: Placement, at: SIMD2<Float> = .zero
    ) {
        func circle(_ r: Float) -> [SIMD2<Float>] {
            (0..<28).map { place(at + SIMD2(cos(Float($0) / 28 * 2 * .pi), sin(Float($0) / 28 * 2 * .pi)) * r) }
        }
        drawing.area(width >= radius ? [circle(radius)] : [circle(radius), circle(radius - width)], color)
    }

    static func box(_ x0: Float, _ y0: Float, _ x1: Float, _ y1: Float) -> [SIMD2<Float>] {
        // Sides in parts, so that they may bend.
        func side(_ a: SIMD2<Float>, _ b: SIMD2<Float>) -> [SIMD2<Float>] { (0..<4).map { mix(a, b, Float($0) / 4) } }
        let a = SIMD2(x0, y0), b = SIMD2(x1, y0), c = SIMD2(x1, y1), d = SIMD2(x0, y1)
        return side(a, b) + side(b, c) + side(c, d) + side(d, a)
    }

    /// Number of different motifs.
    static let count = 11

    mutating func set(_ number: Int, _ first: SIMD3<Float>, _ second: SIMD3<Float>, _ place: @escaping Placement) {
        switch number {
        case 0:  // target
            ring(0.82, 1, first, place)
            ring(0.58, 1, second, place)
            ring(0.30, 1, first, place)
        case 1:  // chequers
            for i in 0..<4 {
                for j in 0..<4 where (i + j) % 2 == 0 {
                    let x = Float(i) / 2 - 1, y = Float(j) / 2 - 1
                    area(Self.box(x, y, x + 0.5, y + 0.5), first, place)
                }
            }
        case 2:  // stripes
            for i in 0..<4 {
                let y = Float(i) / 2 - 1
                area(Self.box(-1, y + 0.06, 1, y + 0.30), first, place)
            }
        case 3:  // lozenge
            area([SIMD2(0, -0.88), SIMD2(0.72, 0), SIMD2(0, 0.88), SIMD2(-0.72, 0)], first, place)
            area([SIMD2(0, -0.42), SIMD2(0.34, 0), SIMD2(0, 0.42), SIMD2(-0.34, 0)], second, place)
        case 4:  // eye
            let lid = (0...12).map { i -> SIMD2<Float> in
                let t = Float(i) / 12 * 2 - 1
                return SIMD2(t * 0.92, -0.52 * (1 - t * t))
            }
            area(lid + lid.reversed().map { SIMD2($0.x, -$0.y) }, second, place)
            ring(0.36, 1, first, place)
            ring(0.14, 1, light, place)
        case 5:  // triangles
            for i in 0..<3 {
                let x = Float(i) * 0.62 - 0.62
                area([SIMD2(x, -0.78), SIMD2(x + 0.31, 0), SIMD2(x - 0.31, 0)], first, place)
                area([SIMD2(x, 0.04), SIMD2(x + 0.31, 0.82), SIMD2(x - 0.31, 0.82)], second, place)
            }
        case 6:  // dots
            for i in 0..<3 {
                for j in 0..<3 { ring(0.17, 1, first, place, at: SIMD2(Float(i) * 0.6 - 0.6, Float(j) * 0.6 - 0.6)) }
            }
        case 7:  // spiral
            let path = Curve.spiral(.zero, radius: 0.85, pitch: 0.30, phase: 0, isRight: true, step: 0.09)
            let middle = place(.zero), scale = distance(middle, place(SIMD2(0.1, 0))) * 10
            drawing.line(path.points.map { SIMD3(place($0), 0.075 * scale) }, first)
        case 8:  // half discs
            for (y, color) in [(-0.55, first), (0.45, second)] as [(Float, SIMD3<Float>)] {
                let arc = (0...14).map { i -> SIMD2<Float> in
                    let a = Float(i) / 14 * .pi
                    return SIMD2(cos(a) * 0.72, y + 0.42 - sin(a) * 0.72)
                }
                area(arc, color, place)
            }
        case 9:  // step
            area(Self.box(-0.8, -0.8, 0.8, 0.8), first, place)
            area(Self.box(-0.45, -0.45, 0.45, 0.45), second, place)
            area(Self.box(-0.16, -0.16, 0.16, 0.16), first, place)
        default:  // zigzag
            for row in 0..<3 {
                let y = Float(row) * 0.6 - 0.6
                let tops = (0...6).map { SIMD2(Float($0) / 3 - 1, y + ($0 % 2 == 0 ? -0.2 : 0.2)) }
                area(tops + tops.reversed().map { SIMD2($0.x, $0.y + 0.2) }, first, place)
            }
        }
    }
}
