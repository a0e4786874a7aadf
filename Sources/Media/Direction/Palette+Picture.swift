/// A small picture in whose colors a palette may share, such as what a diffusion model painted.
package struct ColorSource: Sendable {
    package var width: Int
    package var height: Int
    /// Interleaved sRGB.
    package var pixels: [UInt8]
    /// Middle of the face and half its height, in parts of the picture's width and height.
    package var faceCenter: SIMD2<Float>
    package var faceReach: Float

    package init(width: Int, height: Int, pixels: [UInt8], faceCenter: SIMD2<Float>, faceReach: Float) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.faceCenter = faceCenter
        self.faceReach = faceReach
    }

    /// Colors of a part, told by the place relative to the face in its half heights (x to the right, y downwards).
    func colors(where isIn: (SIMD2<Float>) -> Bool) -> [SIMD3<Float>] {
        var colors: [SIMD3<Float>] = []
        for y in stride(from: 0, to: height, by: 2) {
            for x in stride(from: 0, to: width, by: 2) {
                let place = SIMD2((Float(x) + 0.5) / Float(width), (Float(y) + 0.5) / Float(height))
                guard isIn((place - faceCenter) / max(faceReach, 0.02)) else { continue }
                let start = 3 * (y * width + x)
                colors.append(
                    OKLab.from(
                        srgb: SIMD3(Float(pixels[start]), Float(pixels[start + 1]), Float(pixels[start + 2])) / 255))
            }
        }
        return colors
    }
}

extension Palette {
    /// The palette with a share of a picture's hues: lightness stays, a and b move toward those that the picture has at
    /// that lightness, made half again as strong, since a small model paints dull.
    package func mixed(with source: ColorSource, share: Float) -> Palette {
        guard share > 0 else { return self }
        var result = self
        result.skin = skin.sharing(source.colors { hypot($0.x / 0.7, $0.y) < 0.8 }, share * 0.6)
        result.hair = hair.sharing(source.colors { hypot($0.x, $0.y + 1) < 0.55 && $0.y < -0.75 }, share)
        result.clothes = clothes.sharing(source.colors { $0.y > 1.3 && abs($0.x) < 1.4 }, share)
        result.ground = ground.sharing(source.colors { abs($0.x) > 1.5 || $0.y < -1.6 }, share)
        return result
    }
}

extension Ramp {
    func sharing(_ colors: [SIMD3<Float>], _ share: Float) -> Ramp {
        guard colors.count > 30 else { return self }
        let sorted = colors.sorted { $0.x < $1.x }
        return Ramp(
            labs: stops.enumerated().map { index, stop in
                let count = stops.count
                let bin = sorted[index * sorted.count / count..<(index + 1) * sorted.count / count]
                let mean = bin.reduce(SIMD3<Float>.zero, +) / Float(max(bin.count, 1)) * 1.5
                return SIMD3(stop.lab.x, mix(stop.lab.y, mean.y, share), mix(stop.lab.z, mean.z, share))
            })
    }
}
