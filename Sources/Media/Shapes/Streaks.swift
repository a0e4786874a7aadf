internal import CMediaKernels

extension Grid {
    /// Noise of deviation 1 stretched along an angle (radians), the same on the page at any size.
    package func streaks(_ seed: UInt64, width across: Float, length: Float, angle: Float) -> Plane {
        let result = plane()
        work.rows(height) { rows in
            cmedia_streaks(
                result.values, Int32(self.width), Int32(left), Int32(top), across * unit, length * unit, cos(angle),
                sin(angle), seed, Int32(rows.lowerBound), Int32(rows.upperBound))
        }
        return result
    }
}
