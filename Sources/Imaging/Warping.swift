/// The pixels beyond the edges of a sampled picture.
package enum OutsidePixels: Sendable {
    case black
    /// The nearest pixel of the edge.
    case edge
}

extension RGBImage {
    /// Samples this picture through an affine map, bilinear, as OpenCV's `warpAffine` does.
    ///
    /// - Parameter transform: from this picture's pixels to the result's; whole numbers are pixel centers.
    /// - Returns: nil when the map has no inverse.
    package func warped(
        by transform: AffineTransform, width newWidth: Int, height newHeight: Int, outside: OutsidePixels = .black
    ) -> RGBImage? {
        guard let inverse = transform.inverse else { return nil }
        var result = RGBImage(width: newWidth, height: newHeight)
        result.pixels.withUnsafeMutableBufferPointer { output in
            pixels.withUnsafeBufferPointer { input in
                let sampler = BilinearSampler(pixels: input, width: width, height: height)
                for y in 0..<newHeight {
                    for x in 0..<newWidth {
                        var source = inverse.apply(to: Point(x: Double(x), y: Double(y)))
                        if outside == .edge {
                            source.x = min(max(source.x, 0), Double(width - 1))
                            source.y = min(max(source.y, 0), Double(height - 1))
                        }
                        sampler.sample(source, into: output, at: 3 * (y * newWidth + x))
                    }
                }
            }
        }
        return result
    }

    /// Plain bilinear scaling, four neighbors and no antialiasing, edges repeated: OpenCV's `INTER_LINEAR`,
    /// which the detector was trained behind. For looking at, use `resized(width:height:filter:)`.
    package func scaledBilinear(width newWidth: Int, height newHeight: Int) -> RGBImage {
        let columns = LinearTaps(from: width, to: newWidth)
        let rows = LinearTaps(from: height, to: newHeight)
        var result = RGBImage(width: newWidth, height: newHeight)
        result.pixels.withUnsafeMutableBufferPointer { output in
            pixels.withUnsafeBufferPointer { input in
                for y in 0..<newHeight {
                    let (upper, lower, v) = rows.taps[y]
                    for x in 0..<newWidth {
                        let (left, right, u) = columns.taps[x]
                        for channel in 0..<3 {
                            let top = mix(
                                input[3 * (upper * width + left) + channel],
                                input[3 * (upper * width + right) + channel], u)
                            let bottom = mix(
                                input[3 * (lower * width + left) + channel],
                                input[3 * (lower * width + right) + channel], u)
                            output[3 * (y * newWidth + x) + channel] = UInt8((top + (bottom - top) * v).rounded())
                        }
                    }
                }
            }
        }
        return result
    }
}

@inline(__always)
private func mix(_ first: UInt8, _ second: UInt8, _ share: Float) -> Float {
    Float(first) + (Float(second) - Float(first)) * share
}

/// For each output position the two source positions and the share of the second.
private struct LinearTaps {
    let taps: [(first: Int, second: Int, share: Float)]

    init(from inputSize: Int, to outputSize: Int) {
        let scale = Double(inputSize) / Double(outputSize)
        taps = (0..<outputSize).map { output in
            let position = min(max((Double(output) + 0.5) * scale - 0.5, 0), Double(inputSize - 1))
            let first = Int(position)
            return (first, min(first + 1, inputSize - 1), Float(position - Double(first)))
        }
    }
}

private struct BilinearSampler {
    let pixels: UnsafeBufferPointer<UInt8>
    let width: Int
    let height: Int

    /// A neighbor outside the picture counts as black.
    @inline(__always)
    func sample(_ point: Point, into output: UnsafeMutableBufferPointer<UInt8>, at target: Int) {
        guard point.x > -1, point.y > -1, point.x < Double(width), point.y < Double(height) else { return }
        let left = Int(point.x.rounded(.down))
        let top = Int(point.y.rounded(.down))
        let u = Float(point.x - Double(left))
        let v = Float(point.y - Double(top))
        let weights = ((1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v)
        for channel in 0..<3 {
            var sum = weights.0 * value(left, top, channel)
            sum += weights.1 * value(left + 1, top, channel)
            sum += weights.2 * value(left, top + 1, channel)
            sum += weights.3 * value(left + 1, top + 1, channel)
            output[target + channel] = UInt8(min(sum.rounded(), 255))
        }
    }

    @inline(__always)
    private func value(_ x: Int, _ y: Int, _ channel: Int) -> Float {
        guard x >= 0, y >= 0, x < width, y < height else { return 0 }
        return Float(pixels[3 * (y * width + x) + channel])
    }
}
