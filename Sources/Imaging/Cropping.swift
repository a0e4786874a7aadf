extension RGBImage {
    /// Cuts a rectangle; what lies outside the picture is filled with `padding`.
    package func cropped(to rect: PixelRect, padding: RGBColor = .black) -> RGBImage {
        var result = RGBImage(width: rect.width, height: rect.height, filledWith: padding)
        result.paste(self, x: -rect.x, y: -rect.y)
        return result
    }

    /// Cuts a rectangle; beyond the picture its edge goes on.
    package func cropped(to rect: PixelRect, outside: OutsidePixels) -> RGBImage {
        guard outside == .edge else { return cropped(to: rect) }
        var result = RGBImage(width: rect.width, height: rect.height)
        let columns = (0..<rect.width).map { min(max($0 + rect.x, 0), width - 1) }
        for y in 0..<rect.height {
            let row = min(max(y + rect.y, 0), height - 1) * width
            for (x, column) in columns.enumerated() {
                let source = 3 * (row + column), target = 3 * (y * rect.width + x)
                for channel in 0..<3 { result.pixels[target + channel] = pixels[source + channel] }
            }
        }
        return result
    }

    /// Lays a picture over this one with its top-left corner at (x, y); what lies outside is cut.
    package mutating func paste(_ image: RGBImage, x: Int, y: Int) {
        let columns = max(x, 0)..<max(min(x + image.width, width), max(x, 0))
        let rows = max(y, 0)..<max(min(y + image.height, height), max(y, 0))
        guard !columns.isEmpty else { return }
        for row in rows {
            let source = 3 * ((row - y) * image.width + columns.lowerBound - x)
            let target = 3 * (row * width + columns.lowerBound)
            let count = 3 * columns.count
            pixels.replaceSubrange(target..<target + count, with: image.pixels[source..<source + count])
        }
    }

    /// Mixes another picture of the same size in: 0 keeps this one, 1 takes the other.
    package func blended(with other: RGBImage, mask: GrayImage) -> RGBImage {
        precondition(width == other.width && height == other.height, "pictures differ in size")
        precondition(width == mask.width && height == mask.height, "the mask differs in size")
        var result = self
        for index in mask.values.indices {
            let share = min(max(mask.values[index], 0), 1)
            guard share > 0 else { continue }
            for channel in 3 * index..<3 * index + 3 {
                let mixed = Float(pixels[channel]) * (1 - share) + Float(other.pixels[channel]) * share
                result.pixels[channel] = UInt8(mixed.rounded())
            }
        }
        return result
    }
}

extension GrayImage {
    /// The largest value of each block of `factor` × `factor` pixels; a block at the right or bottom edge may be cut.
    package func maximumPooled(by factor: Int) -> GrayImage {
        precondition(factor > 0, "a block has a side")
        let newWidth = (width + factor - 1) / factor
        var result = GrayImage(
            width: newWidth, height: (height + factor - 1) / factor, filledWith: -Float.greatestFiniteMagnitude)
        for y in 0..<height {
            for x in 0..<width {
                let index = y / factor * newWidth + x / factor
                result.values[index] = max(result.values[index], self[x, y])
            }
        }
        return result
    }
}
