import Testing

@testable import Media

/// Photographs that cut the sitter's head.
@Suite("Close-ups") struct CloseUpTests {
    private static let whole = Sitters.astronaut

    /// A part of the photograph, by what is left out on each side, in heights of the face.
    private static func cut(
        left: Float? = nil, top: Float? = nil, right: Float? = nil, bottom: Float? = nil
    ) -> Sitting {
        let mesh = whole.mesh, height = mesh[Mesh.chin].y - mesh[Mesh.forehead].y
        let x0 = left.map { max(Int(mesh[Mesh.leftSide].x - $0 * height), 0) } ?? 0
        let y0 = top.map { max(Int(mesh[Mesh.forehead].y - $0 * height), 0) } ?? 0
        let x1 = right.map { min(Int(mesh[Mesh.rightSide].x + $0 * height), whole.width) } ?? whole.width
        let y1 = bottom.map { min(Int(mesh[Mesh.chin].y + $0 * height), whole.height) } ?? whole.height
        var pixels: [UInt8] = []
        for y in y0..<y1 { pixels += whole.pixels[3 * (y * whole.width + x0)..<3 * (y * whole.width + x1)] }
        var mask = whole.mask
        mask?.x -= Float(x0)
        mask?.y -= Float(y0)
        return Sitting(
            width: x1 - x0, height: y1 - y0, pixels: pixels, mesh: mesh.map { $0 - SIMD3(Float(x0), Float(y0), 0) },
            mask: mask)
    }

    @Test("a whole head is not called cut")
    func notCut() {
        for sitting in [Self.whole, Self.cut(bottom: 0.5)] { #expect(CutHead(sitting).isNothing) }
    }

    @Test("each edge that cuts the head is found, with a mask and without", arguments: [true, false])
    func edges(hasMask: Bool) {
        func found(_ sitting: Sitting) -> CutHead {
            var sitting = sitting
            if !hasMask { sitting.mask = nil }
            return CutHead(sitting)
        }
        let (top, left) = (found(Self.cut(top: 0.1)), found(Self.cut(left: -0.1)))
        let (right, bottom) = (found(Self.cut(right: -0.1)), found(Self.cut(bottom: 0.1)))
        #expect(top.top && !top.left && !top.right && !top.bottom)
        #expect(left.left && !left.top && !left.right && !left.bottom)
        #expect(right.right && !right.top && !right.left && !right.bottom)
        #expect(bottom.bottom && !bottom.top && !bottom.left && !bottom.right)
    }

    @Test(
        "the page ends where the photograph cuts the head, and the face stays on it",
        arguments: [0.4, 0.8, 2] as [Float])
    func framing(aspect: Float) throws {
        let cuts = [
            Self.cut(top: 0.1), Self.cut(left: 0.06, top: 0.1, right: 0.06, bottom: 0.1), Self.cut(bottom: 0.05),
            Self.cut(left: -0.1),
        ]
        for sitting in cuts {
            let page = try Sitters.page(sitting, aspect: aspect), grid = page.grid, cut = CutHead(sitting)
            let corner = SIMD2(grid.width - 1, grid.height - 1)
            let columns = 0..<grid.width, rows = 0..<grid.height
            // A page of another shape may have to reach beyond an edge, to hold the face.
            if aspect == 0.8 {
                #expect(!cut.top || columns.contains { page.valid[$0] > 0.9 })
                #expect(!cut.bottom || columns.contains { page.valid[corner.y * grid.width + $0] > 0.9 })
                #expect(!cut.left || rows.contains { page.valid[$0 * grid.width] > 0.9 })
                #expect(!cut.right || rows.contains { page.valid[$0 * grid.width + corner.x] > 0.9 })
            }
            for index in [Mesh.leftEyeCorner, Mesh.rightEyeCorner, 13] {
                let point = page.face.points[index]
                #expect((0...aspect).contains(point.x) && (0...1).contains(point.y), "\(index) of \(cut)")
            }
        }
    }
}

extension CutHead {
    fileprivate var isNothing: Bool { !top && !bottom && !left && !right }
}
