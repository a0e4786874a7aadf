package import Torch

/// Decoding in overlapping squares, for pictures whose full-size features do not fit into memory.
///
/// It is not the same computation: the decoder's group norms and its one attention layer then see a square instead of
/// the whole picture, so colour and contrast may shift a little from square to square. The overlap is blended linearly,
/// which hides the seams. It is used only where memory asks for it.
package struct VAETiling: Sendable, Hashable {
    /// Side of a square in latent cells.
    package let side: Int
    /// Cells that neighbours share.
    package let overlap: Int

    package init(side: Int = 64, overlap: Int = 16) {
        precondition(overlap >= 0 && side > overlap, "neighbours must leave something between them")
        self.side = side
        self.overlap = overlap
    }

    /// Where squares begin along an axis of `extent` cells: regular steps, the last one moved back to end at the edge.
    func starts(_ extent: Int) -> [Int] {
        guard extent > side else { return [0] }
        return stride(from: 0, to: extent - side, by: side - overlap) + [extent - side]
    }

    /// Weights of a square's pixels along an axis: 1, falling to 0 towards each side that has a neighbour.
    /// - Parameters:
    ///   - before: pixels shared with the square before, 0 at the picture's edge.
    ///   - after: pixels shared with the next one.
    static func ramp(_ length: Int, before: Int, after: Int) -> [Float] {
        (0..<length).map { pixel in
            let rise = before > 0 ? min(1, (Float(pixel) + 0.5) / Float(before)) : 1
            let fall = after > 0 ? min(1, (Float(length - pixel) - 0.5) / Float(after)) : 1
            return min(rise, fall)
        }
    }
}

extension VAE {
    /// Decodes scaled latents in squares; see ``VAETiling``.
    /// - Returns: float32 `[n, 3, height, width]`.
    package func decode(_ latents: Tensor, tiling: VAETiling) throws(TorchError) -> Tensor {
        let shape = latents.shape, scale = configuration.scale
        let rows = tiling.starts(shape[2]), columns = tiling.starts(shape[3])
        if rows.count == 1, columns.count == 1 { return try decode(latents) }
        var bands: [Tensor] = []
        for y in rows {
            let height = min(tiling.side, shape[2])
            var squares: [Tensor] = []
            for x in columns {
                let part = try latents.narrowed(2, y..<y + height).narrowed(3, x..<x + min(tiling.side, shape[3]))
                squares.append(try decode(part.contiguous()))
            }
            bands.append(try Self.join(squares, at: columns.map { $0 * scale }, axis: 3))
        }
        return try Self.join(bands, at: rows.map { $0 * scale }, axis: 2)
    }

    /// Lays pieces over one another along an axis, each weighted by its ramp over the sum of all ramps.
    private static func join(_ pieces: [Tensor], at starts: [Int], axis: Int) throws(TorchError) -> Tensor {
        guard pieces.count > 1 else { return pieces[0] }
        let length = pieces[0].extent(axis), total = starts[starts.count - 1] + length
        var sums = [Float](repeating: 0, count: total)
        var ramps: [[Float]] = []
        for (index, start) in starts.enumerated() {
            let before = index == 0 ? 0 : starts[index - 1] + length - start
            let after = index == starts.count - 1 ? 0 : start + length - starts[index + 1]
            let ramp = VAETiling.ramp(length, before: before, after: after)
            for pixel in 0..<length { sums[start + pixel] += ramp[pixel] }
            ramps.append(ramp)
        }
        var result: Tensor?
        for (index, piece) in pieces.enumerated() {
            let start = starts[index]
            let weights = zip(ramps[index], sums[start...]).map { $0 / $1 }
            var extents = [1, 1, 1, 1]
            extents[axis] = length
            let weighted = try piece * Tensor.from(weights, shape: extents).to(device: piece.device)
            // Padding is given from the last axis inward.
            let margins = [start, total - start - length]
            let placed = try weighted.padded(axis == 3 ? margins : [0, 0] + margins)
            if let sum = result { try sum.add(placed) } else { result = placed }
        }
        guard let result else { throw .failed("nothing to join") }
        return result
    }
}
