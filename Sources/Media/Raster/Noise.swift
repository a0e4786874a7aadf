import CMediaKernels

// Noise that lies on the page: the same at any size and on any tile.
extension Grid {
    /// Noise with features of `feature` of the page's height and a deviation of 1; the same on the page at any size.
    package func noise(_ seed: UInt64, _ feature: Float, octaves: Int = 1, gain: Float = 0.5) -> Plane {
        let result = Plane(width: width, height: height)
        let total = (0..<octaves).reduce(Float(0)) { sum, octave in sum + pow(gain, Float(2 * octave)) }
        work.rows(height) { rows in
            for octave in 0..<octaves {
                cmedia_noise(
                    result.values, Int32(width), Int32(left), Int32(top), feature * unit / Float(1 << octave),
                    Dice.mixed(seed &* 131 &+ UInt64(octave)), pow(gain, Float(octave)) / total.squareRoot(),
                    Int32(rows.lowerBound), Int32(rows.upperBound))
            }
        }
        return result
    }

    /// Noise of deviation 1 stretched along an angle (radians), the same on the page at any size.
    package func streaks(_ seed: UInt64, width across: Float, length: Float, angle: Float) -> Plane {
        let result = plane()
        work.rows(height) { rows in
            cmedia_streaks(
                result.values, Int32(width), Int32(left), Int32(top), across * unit, length * unit, cos(angle),
                sin(angle), seed, Int32(rows.lowerBound), Int32(rows.upperBound))
        }
        return result
    }
}
