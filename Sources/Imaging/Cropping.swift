extension RGBImage {
    /// Cuts a rectangle; what lies outside the picture is filled with `padding`.
    package func cropped(to rect: PixelRect, padding: RGBColor = .black) -> RGBImage {
        var result = RGBImage(width: rect.width, height: rect.height, filledWith: padding)
        result.paste(self, x: -rect.x, y: -rect.y)
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
    /// Cuts a rectangle; what lies outside is `padding`.
    package func cropped(to rect: PixelRect, padding: Float = 0) -> GrayImage {
        var result = GrayImage(width: rect.width, height: rect.height, filledWith: padding)
        for y in 0..<rect.height where (0..<height).contains(y + rect.y) {
            for x in 0..<rect.width where (0..<width).contains(x + rect.x) {
                result[x, y] = self[x + rect.x, y + rect.y]
            }
        }
        return result
    }
}
