import Testing

@testable import Imaging

@Suite("Quarter turns and covering")
struct TurningTests {
    /// Six pixels of six levels, 3 wide and 2 high.
    private static let small: RGBImage = {
        let levels: [UInt8] = [1, 2, 3, 4, 5, 6]
        return RGBImage(width: 3, height: 2, pixels: levels.flatMap { [$0, $0 + 10, $0 + 20] })
    }()

    @Test(
        "every pixel has its place, all four ways",
        arguments: [
            (0, [[1, 2, 3], [4, 5, 6]]), (90, [[4, 1], [5, 2], [6, 3]]), (180, [[6, 5, 4], [3, 2, 1]]),
            (270, [[3, 6], [2, 5], [1, 4]]), (-90, [[3, 6], [2, 5], [1, 4]]), (450, [[4, 1], [5, 2], [6, 3]]),
        ])
    func turns(degrees: Int, rows: [[UInt8]]) {
        let turned = Self.small.turned(clockwise: degrees)
        #expect(turned.height == rows.count && turned.width == rows[0].count)
        for (y, row) in rows.enumerated() {
            for (x, level) in row.enumerated() {
                #expect(turned[x, y] == RGBColor(red: level, green: level + 10, blue: level + 20))
            }
        }
        #expect(turned.turned(clockwise: -degrees) == Self.small)
    }

    @Test(
        "a picture that covers another shape loses both ends alike",
        arguments: [(512, 512), (512, 768), (768, 512), (64, 64), (100, 30), (256, 256)])
    func covering(width: Int, height: Int) {
        // Bright at the edges that are cut off where the picture is too wide.
        var image = RGBImage(width: 256, height: 256, filledWith: RGBColor(red: 100, green: 100, blue: 100))
        for y in 0..<256 { (image[0, y], image[255, y]) = (.white, .black) }
        let covered = image.covering(width: width, height: height)
        #expect(covered.width == width && covered.height == height)
        #expect(covered[width / 2, height / 2] == RGBColor(red: 100, green: 100, blue: 100))
        if width == height { #expect(covered[0, height / 2].red > 110 && covered[width - 1, height / 2].red < 90) }
        if width < height { #expect(covered[0, 5].red == 100 && covered[width - 1, 5].red == 100) }
        if width == 256 { #expect(covered == image) }
    }
}
