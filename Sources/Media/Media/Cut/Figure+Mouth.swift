extension Figure {
    /// Teeth: the lighter half of an open mouth, but for the rim of the lower lip, which shines too.
    static func teeth(_ page: Page) -> Plane {
        let grid = page.grid, face = page.face, tone = page.tone
        let opening = tone.values { face.mouth[$0] > 0.6 }
        let dark = quantile(opening, 0.05) ?? 1, light = quantile(opening, 0.95) ?? 0
        let least = light - dark > 0.15 && light > 0.42 ? mix(dark, light, 0.42) : 2
        let smooth = grid.blur(tone, 0.0012)
        let lab = grid.blur(page.lab, 0.0015), lip = page.medianColor { face.lips[$0] > 0.6 && face.mouth[$0] < 0.2 }
        let red = lip.map { $0.y } ?? 1, teeth = quantile(lab.c1.values { face.mouth[$0] > 0.6 }, 0.15) ?? 0
        let most = red - teeth > 0.02 ? mix(teeth, red, 0.72) : 2
        let level = grid.map { index in
            min(min(face.mouth[index] - 0.5, smooth[index] - least), 8 * (most - lab.c1[index]))
        }
        // What begins below the middle of the opening is a lip that shines, not a row of teeth.
        let (labels, sizes) = grid.components(grid.map { level[$0] > 0 ? 1 : 0 })
        var highest = [Float](repeating: 2, count: sizes.count)
        let top = face.points[13].y, height = max(face.points[14].y - top, 1e-4)
        for index in 0..<level.count where labels[index] > 0 {
            let place = (grid.y(index / grid.width) - top) / height
            highest[Int(labels[index])] = min(highest[Int(labels[index])], place)
        }
        return grid.map { [highest] in level[$0] > 0 && highest[Int(labels[$0])] > 0.42 ? -0.01 : level[$0] }
    }
}
