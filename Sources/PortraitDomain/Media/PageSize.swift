/// The size of a page: a paper's name, or pixels.
package struct PageSize: Sendable, Hashable {
    package var size: ImageSize

    package static let dotsPerInch = 300
    package static let sides = 64...8192
    /// 4:5, as most portraits are.
    package static let standard = PageSize(ImageSize(width: 1024, height: 1280))

    /// Upright papers in millimeters.
    package static let papers: [(name: String, width: Double, height: Double)] = [
        ("a7", 74, 105), ("a6", 105, 148), ("a5", 148, 210), ("a4", 210, 297), ("a3", 297, 420), ("a2", 420, 594),
        ("letter", 215.9, 279.4), ("tabloid", 279.4, 431.8), ("postcard", 101.6, 152.4),
    ]

    /// Papers with more pixels than a page may have, known for a better message.
    private static let tooLarge: [(name: String, width: Double, height: Double)] = [
        ("a1", 594, 841), ("a0", 841, 1189),
    ]

    /// The forms that a person may give.
    static let form = "\(papers.map { $0.name.uppercased() }.joined(separator: ", ")), 1024x1280 pixels, or a height"

    package init(_ size: ImageSize) { self.size = size }

    /// - Parameters: millimeters.
    private static func pixels(_ width: Double, _ height: Double) -> ImageSize {
        func pixels(_ millimeters: Double) -> Int { Int((millimeters / 25.4 * Double(dotsPerInch)).rounded()) }
        return ImageSize(width: pixels(width), height: pixels(height))
    }

    /// A paper's name (`A3`, at 300 dots an inch), `WIDTHxHEIGHT` in pixels, or the height alone of a page of 4:5.
    package init?(_ text: String) {
        let name = text.lowercased()
        if let paper = Self.papers.first(where: { $0.name == name }) {
            size = Self.pixels(paper.width, paper.height)
        } else if let paper = Self.tooLarge.first(where: { $0.name == name }) {
            size = Self.pixels(paper.width, paper.height)
        } else if let height = Int(name) {
            guard height > 0, height < 1 << 20 else { return nil }
            size = ImageSize(width: (height * 4 + 2) / 5, height: height)
        } else if let size = ImageSize(name) {
            self.size = size
        } else {
            return nil
        }
    }

    /// The problem of a size that is too large, small or narrow; nil for a good one.
    package var problem: String? {
        guard Self.sides.contains(size.width), Self.sides.contains(size.height) else {
            let sides = "\(Self.sides.lowerBound) to \(Self.sides.upperBound)"
            // The width follows from the height alone, so that only the height is named.
            let isOfUsualShape =
                (1..<Self.sides.lowerBound).contains(size.width) && (1..<Self.sides.upperBound).contains(size.height)
                && size.width == (size.height * 4 + 2) / 5
            let usual = isOfUsualShape ? ", so a page of 4:5 is \(Self.sides.lowerBound * 5 / 4) or more high" : ""
            return "is \(size); each side must be \(sides) pixels\(usual)"
        }
        guard size.width * 5 >= size.height * 2, size.width * 2 <= size.height * 5 else {
            return "is \(size); a page is at most two and a half times as long as wide"
        }
        return nil
    }
}
