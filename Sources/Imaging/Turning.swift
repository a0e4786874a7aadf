extension RGBImage {
    /// The picture turned clockwise by whole quarter turns: no pixel is lost or mixed.
    /// - Parameter degrees: a multiple of 90; what is left over of another number is dropped.
    package func turned(clockwise degrees: Int) -> RGBImage {
        let quarters = (degrees / 90 % 4 + 4) % 4
        guard quarters > 0 else { return self }
        let isOnItsSide = quarters % 2 == 1
        var result = RGBImage(width: isOnItsSide ? height : width, height: isOnItsSide ? width : height)
        // Where the pixel right of another and the one below it go, and where the first one goes, in pixels.
        let across: Int, down: Int, first: Int
        switch quarters {
        case 1: (across, down, first) = (height, -1, height - 1)
        case 2: (across, down, first) = (-1, -width, width * height - 1)
        default: (across, down, first) = (-height, 1, height * (width - 1))
        }
        pixels.withUnsafeBufferPointer { source in
            result.pixels.withUnsafeMutableBufferPointer { target in
                var from = 0
                for y in 0..<height {
                    var to = 3 * (first + y * down)
                    for _ in 0..<width {
                        for channel in 0..<3 { target[to + channel] = source[from + channel] }
                        from += 3
                        to += 3 * across
                    }
                }
            }
        }
        return result
    }
}
