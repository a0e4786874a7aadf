import CMediaKernels

// Filters; lengths are parts of the page's height.
extension Grid {
    /// Gaussian blur. One of more than 20 pixels is computed at a reduced size; on a tile three times `sigma` has to lie
    /// within the medium's reach.
    package func blur(_ plane: Plane, _ sigma: Float) -> Plane { blur(plane, pixels: sigma * unit) }

    package func blur(_ color: ColorPlane, _ sigma: Float) -> ColorPlane {
        ColorPlane(blur(color.c0, sigma), blur(color.c1, sigma), blur(color.c2, sigma))
    }

    func blur(_ plane: Plane, pixels sigma: Float) -> Plane {
        guard sigma >= 0.25 else { return plane }
        if sigma > 20 {
            // Wider than a page at any size all is one mean; the bound also keeps the factor a number.
            let factor = Int(min(sigma / 8, 1e6))
            let small = reduced(plane, by: factor)
            return enlarged(reduced(by: factor).blur(small, pixels: sigma / Float(factor)), by: factor)
        }
        let radius = max(Int((3 * sigma).rounded(.up)), 1)
        var weights = (0...radius).map { exp(-0.5 * Float($0 * $0) / (sigma * sigma)) }
        let sum = weights[0] + 2 * weights.dropFirst().reduce(0, +)
        for index in weights.indices { weights[index] /= sum }
        return filtered(plane, weights: weights)
    }

    /// Mean over a square of `2 * radius + 1` pixels, `radius` a part of the page's height.
    func box(_ plane: Plane, _ radius: Float) -> Plane {
        let pixels = max(Int((radius * unit).rounded()), 1)
        return filtered(plane, weights: Array(repeating: 1 / Float(2 * pixels + 1), count: pixels + 1))
    }

    private func filtered(_ plane: Plane, weights: [Float]) -> Plane {
        let width = plane.width, height = plane.height, radius = Int32(weights.count - 1)
        let half = Plane(width: width, height: height), result = Plane(width: width, height: height)
        work.rows(height) { rows in
            cmedia_filter_rows(
                plane.values, half.values, Int32(width), weights, radius, Int32(rows.lowerBound),
                Int32(rows.upperBound))
        }
        work.rows(height) { rows in
            cmedia_filter_columns(
                half.values, result.values, Int32(width), Int32(height), weights, radius, Int32(rows.lowerBound),
                Int32(rows.upperBound))
        }
        return result
    }

    /// Guided filter (He 2010): `plane` smoothed, with the edges of `guide`.
    package func guided(_ plane: Plane, by guide: Plane, radius: Float, epsilon: Float) -> Plane {
        let meanGuide = box(guide, radius), meanPlane = box(plane, radius)
        let product = box(map { guide[$0] * plane[$0] }, radius)
        let square = box(map { guide[$0] * guide[$0] }, radius)
        let slope = map { index in
            (product[index] - meanGuide[index] * meanPlane[index])
                / (square[index] - meanGuide[index] * meanGuide[index] + epsilon)
        }
        let offset = box(map { meanPlane[$0] - slope[$0] * meanGuide[$0] }, radius)
        let smooth = box(slope, radius)
        return map { smooth[$0] * guide[$0] + offset[$0] }
    }
}
