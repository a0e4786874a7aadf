extension Figure {
    /// The skin and what of the hair lies close to it: printed under the hair, so that no paper shows between plates that
    /// are out of register.
    var skinUnderHair: Plane {
        let away = page.grid.distance(to: skin, above: 0)
        return page.grid.map { max(skin[$0], min(hair[$0], 0.006 - away[$0])) }
    }

    /// The mask's outline, its specks and pinholes gone, as a distance.
    static func outline(_ mask: Plane, on grid: Grid) -> Plane {
        let smooth = grid.blur(mask, 0.0018)
        let solid = grid.withoutSpecks(grid.map { smooth[$0] > 0.5 ? 1 : 0 }, smallerThan: 0.002)
        let filled = grid.withoutSpecks(grid.map { 1 - solid[$0] }, smallerThan: 0.0015)
        let outside = grid.distance(to: solid), inside = grid.distance(to: filled)
        let pixel = 0.5 / grid.unit
        return grid.blur(grid.map { inside[$0] - outside[$0] + (solid[$0] > 0.5 ? -pixel : pixel) }, 0.0012)
    }

    /// Skin, hair and clothes as shares that meet without gaps; none of them ends at the mask's soft edge.
    static func areas(_ page: Page) -> (skin: Plane, hair: Plane, clothes: Plane) {
        let grid = page.grid, smooth: Float = 0.0028
        let ears = ears(page), beard = Beard.tinted(page)
        let bare = grid.map { page.hair[$0] * (1 - ears[$0]) }
        let skin = grid.blur(
            grid.map { max(page.skin[$0] + page.hair[$0] * ears[$0], page.face.oval[$0] * (1 - bare[$0])) }, smooth)
        let hair = grid.blur(bare, smooth), clothes = grid.blur(page.clothes, smooth)
        func level(_ own: Plane, _ a: Plane, _ b: Plane) -> Plane {
            grid.map { index in
                let sum = own[index] + a[index] + b[index]
                return sum < 1e-3 ? -0.05 : (own[index] - max(a[index], b[index])) / sum
            }
        }
        // What is too small to be cut falls to its neighbours: left out, it would be bare paper.
        func specks(_ level: Plane) -> Plane {
            let large = grid.withoutSpecks(grid.map { level[$0] > 0 ? 1 : 0 }, smallerThan: 0.0004)
            return grid.map { level[$0] > 0 && large[$0] == 0 ? 1 : 0 }
        }
        func cleaned(_ own: Plane, _ a: Plane, _ b: Plane) -> Plane {
            let small = specks(level(own, a, b))
            return grid.map { small[$0] > 0 ? 0 : own[$0] }
        }
        let shares = (
            skin: cleaned(skin, hair, clothes), hair: cleaned(hair, skin, clothes),
            clothes: cleaned(clothes, skin, hair)
        )
        // The skin goes on under a beard, so that nothing bare shows along its edge.
        let locks = level(shares.hair, shares.skin, shares.clothes)
        return (
            level(shares.skin, shares.hair, shares.clothes), grid.map { max(locks[$0], beard[$0] - 0.5) },
            level(shares.clothes, shares.skin, shares.hair)
        )
    }
}
