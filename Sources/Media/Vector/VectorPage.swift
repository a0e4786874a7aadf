/// A flat picture as outlines, for files that print sharply at any size.
package struct VectorPage: Sendable {
    /// One ink, and the outlines that it fills by the even-odd rule.
    struct Layer: Sendable {
        var ink: Ink
        var blend: Plate.Blend
        var opacity: Float
        var fade: Plate.Fade?
        var outlines: [Outline]
    }

    /// Size of the coordinates; the page is `unitsHigh` high.
    let width: Float
    let height: Float
    private(set) var layers: [Layer] = []

    /// Units of a page's height: a quarter of a pixel of the usual raster, so that coordinates are short whole numbers.
    static let unitsHigh: Float = 8192

    /// - Parameters:
    ///   - aspect: the page's width over its height.
    ///   - area: pixels of the raster that plates are traced on.
    ///   - least: areas below this share of a square page height are left out.
    /// - Throws: `CancellationError`.
    package init(
        _ artwork: any PlateArtwork, aspect: Float, area: Float = 0.8 * 2048 * 2048, least: Float = 4e-7, work: Work
    ) throws {
        let unit = max((area / aspect).squareRoot().rounded(), 16)
        let grid = Grid(
            width: max(Int((unit * aspect).rounded()), 1), height: Int(unit), unit: unit, work: work)
        width = (Float(grid.width) / unit * Self.unitsHigh).rounded()
        height = Self.unitsHigh
        let plates = artwork.plates(on: grid)
        try work.check()
        let scale = Self.unitsHigh / unit
        let traced = Collected<Layer>(count: plates.count)
        work.each(plates.count) { number in
            let plate = plates[number]
            let rings = Contours(plate.level, above: plate.edge, least: least * unit * unit).rings
            let fitting = CurveFitting()
            let outlines = rings.compactMap { ring in
                work.isCancelled ? nil : fitting.outline(of: ring)?.scaled(by: scale)
            }
            traced[number] = Layer(
                ink: plate.ink, blend: plate.blend, opacity: plate.opacity, fade: plate.fade, outlines: outlines)
        }
        try work.check()
        layers = traced.values.filter { !$0.outlines.isEmpty && $0.opacity > 0 }
    }
}

extension Outline {
    /// In another unit, all places whole numbers; pieces without length are left out.
    func scaled(by scale: Float) -> Outline? {
        func place(_ point: SIMD2<Float>) -> SIMD2<Float> { (point * scale).rounded(.toNearestOrAwayFromZero) }
        var result = Outline(start: place(start), pieces: [])
        var last = result.start
        for piece in pieces {
            let end = place(piece.end), controls = piece.controls.map { (place($0.0), place($0.1)) }
            if end == last, controls == nil { continue }
            result.pieces.append(Piece(controls: controls, end: end))
            last = end
        }
        return result.pieces.count > 1 ? result : nil
    }
}

/// Results of pieces of work that run side by side, each written once to a place of its own.
// Safe to share: no two pieces have one place, and the results are read when all pieces are done.
private final class Collected<Value: Sendable>: @unchecked Sendable {
    private let places: UnsafeMutableBufferPointer<Value?>

    init(count: Int) {
        places = .allocate(capacity: count)
        places.initialize(repeating: nil)
    }

    deinit {
        places.deinitialize()
        places.deallocate()
    }

    subscript(index: Int) -> Value? {
        get { places[index] }
        set { places[index] = newValue }
    }

    var values: [Value] { places.compactMap { $0 } }
}
