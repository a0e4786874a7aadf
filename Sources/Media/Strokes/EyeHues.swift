extension Page {
    /// The photograph's a and b with the red taken out of the eyes' darks: lids behind glasses and small eyes in the
    /// shade come out of a camera as saturated reds, which any medium would spell out as inflamed.
    var calmEyes: ColorPlane {
        let grid = grid, lab = lab, red = max(skinColor.y, 0.01), yellow = max(skinColor.z, 0.02)
        let zone = grid.blur(face.eyes, 0.09 * face.eyeDistance)
        return grid.colors { index, _, _ in
            let color = lab[index], share = smoothstep(0.12, 0.4, zone[index])
            guard share > 0 else { return color }
            // As red as the skin at most, less in its shades.
            let room = 0.30 + 0.75 * smoothstep(0.2, 0.65, color.x)
            return SIMD3(
                color.x, mix(color.y, bent(color.y, over: red * room), share),
                mix(color.z, bent(color.z, over: yellow * (0.2 + room)), share))
        }
    }
}

/// What exceeds a limit counts little.
@inline(__always)
private func bent(_ value: Float, over limit: Float) -> Float {
    value > limit ? limit + 0.15 * (value - limit) : value
}
