import CMediaKernels

/// A direction at every pixel, without a head: the way along an edge or a form.
package struct Flow: Sendable {
    package let cosines: Plane
    package let sines: Plane

    init(cosines: Plane, sines: Plane) {
        self.cosines = cosines
        self.sines = sines
    }

    /// Angle in radians, from the x axis downwards.
    @inline(__always)
    package func angle(_ index: Int) -> Float { atan2(sines[index], cosines[index]) }
}

extension Grid {
    /// Slopes to the right and downwards, per page height (Sobel).
    package func slopes(_ plane: Plane) -> (x: Plane, y: Plane) {
        let gx = Plane(width: width, height: height), gy = Plane(width: width, height: height)
        let width = width, height = height, scale = unit / 8
        work.rows(height) { rows in
            for y in rows {
                let up = max(y - 1, 0) * width, here = y * width, down = min(y + 1, height - 1) * width
                for x in 0..<width {
                    let l = max(x - 1, 0), r = min(x + 1, width - 1)
                    let right = plane[up + r] + 2 * plane[here + r] + plane[down + r]
                    let left = plane[up + l] + 2 * plane[here + l] + plane[down + l]
                    let below = plane[down + l] + 2 * plane[down + x] + plane[down + r]
                    let above = plane[up + l] + 2 * plane[up + x] + plane[up + r]
                    gx[here + x] = (right - left) * scale
                    gy[here + x] = (below - above) * scale
                }
            }
        }
        return (gx, gy)
    }

    package func flow(_ angle: @Sendable (Int) -> Float) -> Flow {
        let cosines = plane(), sines = plane()
        each { index, _, _ in
            let a = angle(index)
            cosines[index] = cos(a)
            sines[index] = sin(a)
        }
        return Flow(cosines: cosines, sines: sines)
    }

    /// A flow on the grid of half the size. It takes one pixel of four: means of angles' cosines would cancel where the
    /// way turns, since directions have no head.
    func halved(_ flow: Flow) -> Flow {
        let half = halved, own = self
        return half.flow { index in
            let x = min(2 * (index % half.width), own.width - 1), y = min(2 * (index / half.width), own.height - 1)
            return flow.angle(y * own.width + x)
        }
    }

    /// Smoothed structure tensor (Kang 2007; Kyprianidis & Döllner 2008): the direction along edges, and how clear it
    /// is, 0…1.
    package func edgeFlow(_ tone: Plane, detail: Float = 0.0012, smoothness: Float = 0.006) -> (
        flow: Flow, clarity: Plane
    ) {
        let (gx, gy) = slopes(blur(tone, detail))
        let e = blur(map { gx[$0] * gx[$0] }, smoothness)
        let f = blur(map { gx[$0] * gy[$0] }, smoothness)
        let g = blur(map { gy[$0] * gy[$0] }, smoothness)
        let cosines = plane(), sines = plane(), clarity = plane()
        each { index, _, _ in
            let difference = e[index] - g[index], cross = 2 * f[index]
            let root = (difference * difference + cross * cross).squareRoot()
            let angle = 0.5 * atan2(cross, difference) + .pi / 2
            cosines[index] = cos(angle)
            sines[index] = sin(angle)
            clarity[index] = root / (e[index] + g[index] + 1e-7)
        }
        return (Flow(cosines: cosines, sines: sines), clarity)
    }

    /// Mean along the flow with deviation `sigma` (line integral convolution).
    ///
    /// - Parameter mask: where it is needed, above 0; elsewhere the result is 0. nil for everywhere.
    package func along(_ flow: Flow, _ plane: Plane, _ sigma: Float, where mask: Plane? = nil) -> Plane {
        let pixels = sigma * unit
        guard pixels >= 0.5 else { return plane }
        let result = Plane(width: width, height: height)
        work.rows(height) { rows in
            cmedia_line_integral(
                plane.values, flow.cosines.values, flow.sines.values, mask?.values, result.values, Int32(width),
                Int32(height), pixels, Int32(rows.lowerBound), Int32(rows.upperBound))
        }
        return result
    }

    /// Flow-based bilateral filter (Kang 2009): flat areas within edges that stay.
    package func flattened(
        _ plane: Plane, _ flow: Flow, rounds: Int = 3, range: Float = 0.11, across: Float = 0.003, along: Float = 0.006
    ) -> Plane {
        var result = plane
        for _ in 0..<rounds {
            for (isAcross, sigma) in [(true, across), (false, along)] {
                let source = result, next = Plane(width: width, height: height)
                work.rows(height) { rows in
                    cmedia_flow_bilateral(
                        source.values, flow.cosines.values, flow.sines.values, next.values, Int32(width),
                        Int32(height), max(1, sigma * unit), range, isAcross ? 1 : 0, Int32(rows.lowerBound),
                        Int32(rows.upperBound))
                }
                result = next
            }
        }
        return result
    }

    /// Extended difference of Gaussians along the flow (Winnemöller 2012): 1 on paper, 0 on lines.
    ///
    /// - Parameter fineness: 1 where lines are `sigma` thin, 0 where they are 1.7 times as wide; nil for 1 everywhere.
    package func lines(
        _ tone: Plane, _ flow: Flow, sigma: Float = 0.0012, strength p: Float = 18, threshold: Float = 0.7,
        steepness: Float = 8, along reach: Float = 0.004, fineness: Plane? = nil
    ) -> Plane {
        func difference(_ sigma: Float) -> Plane {
            let narrow = blur(tone, sigma), wide = blur(tone, sigma * 1.6)
            return map { (1 + p) * narrow[$0] - p * wide[$0] }
        }
        var response = difference(sigma)
        if let fineness {
            let fine = response, coarse = difference(sigma * 1.7)
            response = map { mix(coarse[$0], fine[$0], fineness[$0]) }
        }
        let smooth = along(flow, response, reach)
        return map { index in
            let value = smooth[index]
            return value >= threshold ? 1 : 1 + tanh(steepness * (value - threshold))
        }
    }
}
