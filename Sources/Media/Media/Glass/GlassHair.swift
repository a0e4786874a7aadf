/// How a glazier cuts a head of hair: short hair in one piece or few, on which strands are scratched out of the paint;
/// long hair in long pieces, each a lock.
struct GlassHair: Sendable {
    /// Half the thickness of the mass at its thickest, in page heights.
    private let thickness: Float
    /// Along the strands, in broad curves.
    let flow: Flow

    init(_ page: Page) {
        let grid = page.grid, hair = page.wholeHair
        let inner = grid.distance(to: grid.map { 1 - hair[$0] })
        thickness = quantile(inner.values { hair[$0] > 0.5 }, 0.98) ?? 0
        flow = page.strands(0.034)
    }

    /// Whether it is cut at all.
    var isWhole: Bool { thickness < 0.042 }

    /// Width of the pieces, and their length.
    func strand(_ width: Float) -> Float { width * mix(2.3, 1.3, smoothstep(0.045, 0.10, thickness)) }
    var length: Float { mix(0.60, 0.30, smoothstep(0.06, 0.12, thickness)) }
}
