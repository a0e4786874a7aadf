import Imaging

@testable import FaceAnalysis

/// Copies of a photograph with something wrong with them, made on the fly.
struct Degraded {
    let image: RGBImage
    private let face: DetectedFace

    /// The surroundings of a photograph's one face, at most 260 pixels wide.
    init?(_ photograph: RGBImage) throws {
        let detector = try Cache.analyzer.get().detector
        guard let found = try detector.faces(in: photograph).first else { return nil }
        let side = Int(2.4 * max(found.width, found.height))
        var cut = photograph.cropped(
            to: PixelRect(
                x: Int(found.center.x) - side / 2, y: Int(found.center.y) - side / 2, width: side, height: side),
            outside: .edge)
        if side > 260 { cut = cut.resized(width: 260, height: 260, filter: .bilinear) }
        guard let face = try detector.faces(in: cut).first else { return nil }
        image = cut
        self.face = face
    }

    /// Every level changed by itself.
    func levels(_ change: (Double) -> Double) -> RGBImage {
        let table = (0...255).map { UInt8(min(max(change(Double($0)), 0), 255).rounded()) }
        return RGBImage(width: image.width, height: image.height, pixels: image.pixels.map { table[Int($0)] })
    }

    /// Plain color where a mask says so, in eye distances from the middle between the eyes: across, and down.
    func covered(_ color: RGBColor, where isCovered: (Double, Double) -> Bool) -> RGBImage {
        var result = image
        each { x, y, across, down in
            if isCovered(across, down) { result[x, y] = color }
        }
        return result
    }

    /// Levels times a factor of the place, in the same coordinates.
    func shaded(_ factor: (Double, Double) -> Double) -> RGBImage {
        var result = image
        each { x, y, across, down in
            let own = image[x, y], light = factor(across, down)
            func level(_ value: UInt8) -> UInt8 { UInt8(min(Double(value) * light, 255)) }
            result[x, y] = RGBColor(red: level(own.red), green: level(own.green), blue: level(own.blue))
        }
        return result
    }

    /// The picture without what lies left of, above, right of or below the face's middle by so many eye distances.
    func cut(left: Double = 99, top: Double = 99, right: Double = 99, bottom: Double = 99) -> RGBImage {
        let x0 = max(0, Int(middle.x - left * eyes)), y0 = max(0, Int(middle.y - top * eyes))
        let x1 = min(image.width, Int(middle.x + right * eyes)), y1 = min(image.height, Int(middle.y + bottom * eyes))
        return image.cropped(to: PixelRect(x: x0, y: y0, width: x1 - x0, height: y1 - y0))
    }

    /// Black glasses with a frame.
    var darkGlasses: RGBImage {
        covered(RGBColor(red: 14, green: 13, blue: 12)) { across, down in
            let lens = { (middle: Double) in
                let x = (across - middle) / 0.42, y = (down - 0.05) / 0.32
                return x * x + y * y < 1
            }
            return lens(-0.5) || lens(0.5) || abs(down) < 0.05 && abs(across) < 1.05
        }
    }

    private var middle: Point {
        Point(
            x: (face.keypoints[0].x + face.keypoints[1].x) / 2, y: (face.keypoints[0].y + face.keypoints[1].y) / 2)
    }

    private var eyes: Double { face.keypoints[0].distance(to: face.keypoints[1]) }

    private func each(_ body: (_ x: Int, _ y: Int, _ across: Double, _ down: Double) -> Void) {
        let right = Point(
            x: (face.keypoints[1].x - face.keypoints[0].x) / eyes, y: (face.keypoints[1].y - face.keypoints[0].y) / eyes
        )
        for y in 0..<image.height {
            for x in 0..<image.width {
                let dx = (Double(x) - middle.x) / eyes, dy = (Double(y) - middle.y) / eyes
                body(x, y, dx * right.x + dy * right.y, dy * right.x - dx * right.y)
            }
        }
    }
}
