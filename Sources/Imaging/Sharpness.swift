extension GrayImage {
    /// Variance of the 3×3 Laplacian (0 1 0, 1 −4 1, 0 1 0), the common measure of focus
    /// (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000). Edges are mirrored.
    package var laplacianVariance: Double {
        var sum = 0.0
        var squares = 0.0
        for y in 0..<height {
            let above = mirrored(y - 1, height)
            let below = mirrored(y + 1, height)
            for x in 0..<width {
                let neighbors =
                    self[mirrored(x - 1, width), y] + self[mirrored(x + 1, width), y] + self[x, above] + self[x, below]
                let value = Double(neighbors - 4 * self[x, y])
                sum += value
                squares += value * value
            }
        }
        let count = Double(values.count)
        return squares / count - (sum / count) * (sum / count)
    }

    private func mirrored(_ index: Int, _ size: Int) -> Int {
        if size == 1 { return 0 }
        if index < 0 { return -index }
        return index < size ? index : 2 * size - 2 - index
    }
}
