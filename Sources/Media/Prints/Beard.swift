/// A beard, which the regions count as skin: flat media cut it as hair.
enum Beard {
    /// From the nose over the lip to the sideburn: where a beard ends on the left cheek, in points of the mesh.
    private static let leftEdge = [2, 92, 216, 192, 177, 137, 127], rightEdge = [2, 322, 436, 416, 401, 366, 356]

    /// How much of it takes the hair's color, 0…1 on the page's grid: on dark skin it is told by tone alone, and the
    /// hair's lighter colors would be paint on the chin.
    static func tinted(_ page: Page) -> Plane {
        let share = share(page), light = smoothstep(0.34, 0.48, page.complexion)
        return page.grid.map { share[$0] * light }
    }

    /// 0…1 on the page's grid; 0 everywhere when there is none.
    static func share(_ page: Page) -> Plane {
        let grid = page.grid, face = page.face, iod = face.eyeDistance
        func point(_ number: Int) -> SIMD2<Float> { SIMD2(face.points[number].x, face.points[number].y) }
        let light = grid.blur(page.lab.c0, 0.004)
        func seen(_ places: [SIMD2<Float>]) -> Float {
            quantile(places.map { light[grid.index($0.x, $0.y)] }, 0.5) ?? 0
        }
        // Both cheeks below the eyes, so that light from a side is known.
        let cheeks = (left: seen([50, 101, 118, 117].map(point)), right: seen([280, 330, 347, 346].map(point)))
        let middle = 0.5 * (point(50) + point(280)), across = point(280).x - point(50).x
        guard abs(across) > 0.01 else { return grid.plane() }
        @Sendable func expected(_ x: Float) -> Float {
            mix(cheeks.left, cheeks.right, clamp((x - middle.x) / across + 0.5))
        }
        func darkness(_ place: SIMD2<Float>) -> Float {
            let own = expected(place.x)
            return (own - light[grid.index(place.x, place.y)]) / max(own, 0.2)
        }
        // A beard is dark all along the lip, on both sides, and in the middle of the chin; a shadow nowhere but on one
        // side or below.
        let lip = [92, 165, 167, 322, 391, 393].map { darkness(point($0)) }.sorted()
        let chin = [200, 199].map { darkness(point($0)) }.min() ?? 0
        let presence = smoothstep(0.18, 0.28, lip[1]) * smoothstep(0.14, 0.24, chin)
        guard presence > 0 else { return grid.plane() }
        let left = leftEdge.map(point), right = rightEdge.map(point)
        let raw = grid.map { index, x, y in
            guard face.oval[index] > 0.5 else { return 0 }
            let edge = height(of: x < left[0].x ? left : right, at: x)
            guard y > edge else { return 0 }
            let dark = (expected(x) - light[index]) / max(expected(x), 0.2)
            let low = smoothstep(edge, edge + 0.08 * iod, y)
            return low * smoothstep(0.16, 0.26, dark) * (1 - face.lips[index]) * (1 - page.hair[index]) * presence
        }
        let solid = grid.withoutSpecks(grid.map { raw[$0] > 0.5 ? 1 : 0 }, smallerThan: 0.0006)
        let soft = grid.blur(grid.map { raw[$0] * solid[$0] }, 0.003)
        return grid.map { soft[$0] * (1 - smoothstep(0.3, 0.7, face.lips[$0])) }
    }
    /// Height of a line at a distance from its first point; beyond its end, its last.
    private static func height(of line: [SIMD2<Float>], at x: Float) -> Float {
        let away = abs(x - line[0].x)
        for (a, b) in zip(line, line.dropFirst()) {
            let from = abs(a.x - line[0].x), to = abs(b.x - line[0].x)
            if away < to { return mix(a.y, b.y, clamp((away - from) / max(to - from, 1e-4))) }
        }
        return line[line.count - 1].y
    }
}
