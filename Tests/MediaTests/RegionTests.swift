import Media
import Testing

/// Skin, hair and clothes of a drawn head, whose parts are known.
@Suite("Regions") struct RegionTests {
    private static let mesh = Sitters.astronaut.mesh
    private static let center = (mesh[Mesh.forehead] + mesh[Mesh.chin]) / 2
    private static let half = (mesh[Mesh.chin].y - mesh[Mesh.forehead].y) / 2

    /// A head before a gray ground: a face with a light on its high forehead, dark brows, and hair around it that is
    /// drawn by `crown` from the height above the face's middle, in halves of the face.
    ///
    /// - Parameter over: what is drawn over it all, from the place across and up, in halves of the face; nil for nothing.
    private static func head(
        over: (Float, Float) -> (UInt8, UInt8, UInt8)? = { _, _ in nil }, crown: (Float) -> (UInt8, UInt8, UInt8)
    ) -> Sitting {
        let brows = [Mesh.leftBrow, Mesh.rightBrow].map { brow in
            brow.reduce(SIMD3<Float>.zero) { $0 + mesh[$1] } / Float(brow.count)
        }
        return Sitters.flat(width: 180, height: 225) { x, y in
            let place = SIMD3(Float(x), Float(y), 0)
            let across = (place.x - center.x) / half, up = (center.y - place.y) / half
            let face = across * across / 0.62 + up * up
            if let color = over(across, up) { return color }
            if brows.contains(where: { abs(place.x - $0.x) < 8 && abs(place.y - $0.y) < 1.5 }) { return (45, 35, 30) }
            if face < 1.05 {
                let isLit = across * across + (up - 0.75) * (up - 0.75) < 0.05
                return isLit ? (250, 225, 205) : (205, 155, 130)
            }
            if up < -1.15 { return (40, 60, 110) }
            if up > -0.1, across * across / 0.95 + (up - 0.1) * (up - 0.1) / 2 < 1 { return crown(up) }
            return (150, 155, 160)
        }
    }

    private static func value(of plane: Plane, on page: Page, up: Float, across: Float = 0) -> Float {
        let points = page.face.points
        let top = points[Mesh.forehead], chin = points[Mesh.chin], half = (chin.y - top.y) / 2
        let place = (top + chin) / 2
        return plane[page.grid.index(place.x + across * half, place.y - up * half)]
    }

    @Test("A light forehead and dark brows are skin, the crown above is hair")
    func forehead() throws {
        let page = try Sitters.page(Self.head { _ in (45, 35, 30) }, area: 320 * 400)
        #expect(Self.value(of: page.hair, on: page, up: 1.3) > 0.6)
        #expect(Self.value(of: page.skin, on: page, up: 0.75) > 0.7)
        let brow = Mesh.leftBrow.map { page.face.points[$0] }.reduce(.zero, +) / Float(Mesh.leftBrow.count)
        #expect(page.hair[page.grid.index(brow.x, brow.y)] < 0.5)
    }

    @Test("A cap of black and white is cloth")
    func cap() throws {
        let page = try Sitters.page(
            Self.head { $0 > 1.2 && $0 < 1.35 ? (245, 245, 240) : (20, 20, 25) }, area: 320 * 400)
        #expect(Self.value(of: page.clothes, on: page, up: 1.28) > 0.6)
        #expect(Self.value(of: page.hair, on: page, up: 1.1) < 0.2)
    }

    @Test("A fringe in the face is hair")
    func fringe() throws {
        let brown: (UInt8, UInt8, UInt8) = (120, 92, 60)
        let page = try Sitters.page(
            Self.head(over: { abs($0) < 0.6 && $1 > 0.5 && $1 < 1.1 ? brown : nil }) { _ in brown }, area: 320 * 400)
        #expect(Self.value(of: page.hair, on: page, up: 0.75) > 0.6)
        #expect(Self.value(of: page.skin, on: page, up: 0.2) > 0.7)
    }

    @Test("The end of a fringe in its own shade is hair, though it is as brown as shaded skin")
    func shadedFringe() throws {
        let page = try Sitters.page(area: 640 * 800), iod = page.face.eyeDistance
        for brow in [105, 107, 336, 334].map({ page.face.points[$0] }) {
            #expect(page.hair[page.grid.index(brow.x, brow.y - 0.3 * iod)] > 0.8)
            #expect(page.hair[page.grid.index(brow.x, brow.y + 0.6 * iod)] < 0.2)
        }
    }

    @Test("A cord in the skin's color beside the ear is ground")
    func cord() throws {
        let page = try Sitters.page(
            Self.head(over: { across, up in
                guard abs(up) < 0.35 else { return nil }
                let away = abs(across)
                if away > 0.70, away < 0.95 { return (205, 155, 130) }
                if away >= 0.95, away < 1.02 { return (40, 60, 110) }
                return across < 0 && away >= 1.02 && away < 1.12 ? (205, 155, 130) : nil
            }) { _ in (45, 35, 30) }, area: 320 * 400)
        #expect(Self.value(of: page.mask, on: page, up: 0, across: -0.85) > 0.6)
        #expect(Self.value(of: page.mask, on: page, up: 0, across: -1.07) < 0.3)
    }
}
