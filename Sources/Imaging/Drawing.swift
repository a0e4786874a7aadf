import CVips

extension RGBImage {
    /// A straight line, `thickness` pixels wide, cut at the edges.
    package mutating func drawLine(from start: Point, to end: Point, color: RGBColor, thickness: Int = 1) {
        let limit = Double(4 * (width + height))
        guard [start.x, start.y, end.x, end.y].allSatisfy({ abs($0) < limit }) else { return }
        let steps = max(Int(max(abs(end.x - start.x), abs(end.y - start.y)).rounded(.up)), 1)
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            let point = Point(x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share)
            drawSquare(at: point, side: thickness, color: color)
        }
    }

    package mutating func drawPolygon(_ points: [Point], color: RGBColor, thickness: Int = 1, closed: Bool = true) {
        for (start, end) in zip(points, points.dropFirst()) {
            drawLine(from: start, to: end, color: color, thickness: thickness)
        }
        if closed, let first = points.first, let last = points.last {
            drawLine(from: last, to: first, color: color, thickness: thickness)
        }
    }

    package mutating func drawBox(_ rect: PixelRect, color: RGBColor, thickness: Int = 1) {
        let left = Double(rect.x)
        let top = Double(rect.y)
        let right = left + Double(rect.width - 1)
        let bottom = top + Double(rect.height - 1)
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map { Point(x: $0.0, y: $0.1) }
        drawPolygon(corners, color: color, thickness: thickness)
    }

    /// A filled square with its center at the point.
    package mutating func drawSquare(at point: Point, side: Int, color: RGBColor) {
        guard abs(point.x) < 1e6, abs(point.y) < 1e6 else { return }
        let left = Int(point.x.rounded()) - (side - 1) / 2
        let top = Int(point.y.rounded()) - (side - 1) / 2
        for y in max(top, 0)..<max(min(top + side, height), max(top, 0)) {
            for x in max(left, 0)..<max(min(left + side, width), max(left, 0)) { self[x, y] = color }
        }
    }

    /// Writes one line of plain text with its top-left corner at (x, y); letters are about `size` pixels high.
    package mutating func drawText(_ text: String, x: Int, y: Int, size: Int, color: RGBColor) throws(ImageError) {
        guard let coverage = try GrayImage.renderedText(text, size: size) else { return }
        for row in 0..<coverage.height where (0..<height).contains(y + row) {
            for column in 0..<coverage.width where (0..<width).contains(x + column) {
                let share = coverage[column, row]
                let old = self[x + column, y + row]
                self[x + column, y + row] = RGBColor(
                    red: Self.mix(old.red, color.red, share), green: Self.mix(old.green, color.green, share),
                    blue: Self.mix(old.blue, color.blue, share))
            }
        }
    }

    private static func mix(_ old: UInt8, _ new: UInt8, _ share: Float) -> UInt8 {
        UInt8((Float(old) * (1 - share) + Float(new) * share).rounded())
    }
}

extension GrayImage {
    /// The text as coverage 0...1, trimmed to its ink; nil when there is nothing to draw.
    static func renderedText(_ text: String, size: Int) throws(ImageError) -> GrayImage? {
        let line = String(text.prefix(200).map { $0.isNewline || $0 == "\0" ? " " : $0 })
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        try startVips()
        var message = MessageBuffer()
        var buffer: UnsafeMutablePointer<UInt8>?
        var width: Int32 = 0
        var height: Int32 = 0
        let status = cvips_text(line, Int32(size), &buffer, &width, &height, &message.characters)
        guard status == 0, let buffer else { throw .notEncoded(detail: message.firstLine) }
        defer { cvips_free(buffer) }
        let values = UnsafeBufferPointer(start: buffer, count: Int(width) * Int(height)).map { Float($0) / 255 }
        return GrayImage(width: Int(width), height: Int(height), values: values)
    }
}
