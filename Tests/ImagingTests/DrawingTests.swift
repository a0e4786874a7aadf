import Testing

@testable import Imaging

@Suite("Drawing")
struct DrawingTests {
    @Test("a box colors its edge and nothing else")
    func box() {
        var image = RGBImage(width: 20, height: 20)
        image.drawBox(PixelRect(x: 2, y: 3, width: 10, height: 8), color: .white)
        let painted = (0..<400).filter { image[$0 % 20, $0 / 20] == .white }
        #expect(painted.count == 2 * 10 + 2 * 6)
        #expect(image[2, 3] == .white && image[11, 10] == .white && image[6, 6] == .black)
    }

    @Test("what lies outside is cut, and values that are not finite draw nothing")
    func outside() {
        var image = RGBImage(width: 8, height: 8)
        image.drawLine(from: Point(x: -20, y: 4), to: Point(x: 20, y: 4), color: .white, thickness: 3)
        #expect(image[0, 3] == .white && image[7, 5] == .white && image[3, 0] == .black)
        let before = image
        image.drawLine(from: Point(x: .nan, y: 0), to: Point(x: 3, y: .infinity), color: .white)
        image.drawSquare(at: Point(x: .nan, y: 1), side: 3, color: .white)
        image.drawSquare(at: Point(x: -50, y: 90), side: 3, color: .white)
        #expect(image == before)
    }

    @Test("text leaves ink, also with markup characters; blank text leaves none")
    func text() throws {
        var image = RGBImage(width: 120, height: 24, filledWith: .white)
        let blank = image
        try image.drawText("  \n", x: 2, y: 2, size: 14, color: .black)
        #expect(image == blank)
        try image.drawText("<b> & 0.82", x: 2, y: 2, size: 14, color: .black)
        let ink = image.pixels.filter { $0 < 128 }.count
        #expect(ink > 100)
        try image.drawText("far away", x: 500, y: -90, size: 14, color: .black)
    }
}
