// The sitter's complexion in media that make it of ink on paper.
extension Page {
    /// 0 for fair skin, 1 for the darkest: how much a drawing has to do for it.
    var deepness: Float { clamp((0.70 - skinLightness) / 0.3) }

    /// Paper left by a drawing, deepened in the skin until its median prints no lighter than the sitter's own by more
    /// than `rise`. Teeth and the whites of the eyes stay, lights give way less than the rest.
    ///
    /// - Parameters:
    ///   - target: 0 ink … 1 bare, on the page's grid.
    ///   - whites: what is drawn as white though the photograph shows it not, 0…1.
    ///   - rise: in OKLab's L; below 0 for a technique that stays short of what it aims at.
    func keepingDepth(_ target: Plane, whites: Plane, paper: Ink, ink: Ink, rise: Float) -> Plane {
        let bare = target.values(where: isComplexion)
        guard let middle = quantile(bare, 0.5), let light = quantile(bare, 0.97) else { return target }
        let wanted = Self.bare(lightness: complexion + rise, paper: paper, ink: ink)
        guard wanted < middle - 0.005 else { return target }
        // A power keeps the lights; what it cannot reach is a tint that eases in them, or the form would be lost.
        let power = clamp(log(wanted) / log(clamp(middle, 0.1, 0.97)), 1, 2.4)
        let tint = min(wanted / pow(max(middle, 0.02), power), 1)
        let mouth = face.mouth
        return grid.map { index in
            let own = target[index]
            let deep =
                pow(max(own, 1e-4), power) * mix(tint, 1, 0.5 * smoothstep(middle, max(light, middle + 0.02), own))
            return mix(own, deep, skin[index] * (1 - max(white(index), whites[index])) * (1 - 0.5 * mouth[index]))
        }
    }

    /// Share of bare paper at which ink on it has a lightness.
    private static func bare(lightness: Float, paper: Ink, ink: Ink) -> Float {
        var low: Float = 0.02, high: Float = 1
        for _ in 0..<12 {
            let middle = (low + high) / 2
            if OKLab.from(srgb: mix(ink.rgb, paper.rgb, middle)).x < lightness { low = middle } else { high = middle }
        }
        return high
    }
}
