extension Grid {
    /// The direction along the edges of several planes together (structure tensors summed, smoothed by `smoothness`).
    ///
    /// - Parameter planes: each with its weight; a plane that rises by 1 over the page's height counts 1.
    package func blendedFlow(_ planes: [(plane: Plane, weight: Float)], detail: Float = 0.002, smoothness: Float) -> (
        flow: Flow, clarity: Plane
    ) {
        var e = plane(), f = plane(), g = plane()
        for (source, weight) in planes {
            let (gx, gy) = slopes(blur(source, detail))
            let (a, b, c) = (e, f, g)
            e = map { a[$0] + weight * gx[$0] * gx[$0] }
            f = map { b[$0] + weight * gx[$0] * gy[$0] }
            g = map { c[$0] + weight * gy[$0] * gy[$0] }
        }
        let (a, b, c) = (blur(e, smoothness), blur(f, smoothness), blur(g, smoothness))
        let cosines = plane(), sines = plane(), clarity = plane()
        each { index, _, _ in
            let difference = a[index] - c[index], cross = 2 * b[index]
            let angle = 0.5 * atan2(cross, difference) + .pi / 2
            cosines[index] = cos(angle)
            sines[index] = sin(angle)
            clarity[index] = hypot(difference, cross) / (a[index] + c[index] + 1e-7)
        }
        return (Flow(cosines: cosines, sines: sines), clarity)
    }

    /// One direction where `share` is 0, the other where it is 1.
    package func mixed(_ a: Flow, _ b: Flow, share: Plane) -> Flow {
        let cosines = plane(), sines = plane()
        each { index, _, _ in
            let w = clamp(share[index]), ca = a.cosines[index], sa = a.sines[index]
            let cb = b.cosines[index], sb = b.sines[index]
            let x = (ca * ca - sa * sa) * (1 - w) + (cb * cb - sb * sb) * w
            let y = 2 * ca * sa * (1 - w) + 2 * cb * sb * w
            let angle = 0.5 * atan2(y, x)
            cosines[index] = cos(angle)
            sines[index] = sin(angle)
        }
        return Flow(cosines: cosines, sines: sines)
    }
}
