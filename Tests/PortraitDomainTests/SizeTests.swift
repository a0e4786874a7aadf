import Testing

@testable import PortraitDomain

@Suite("The size that is written and the size that is painted")
struct SizeTests {
    private static let small = PaintingSizes(native: ImageSize("128")!, multiple: 32, enlargement: 2)
    private static let large = PaintingSizes(native: ImageSize("1024")!, multiple: 32)

    private static func model(_ sizes: PaintingSizes) -> ModelDescription {
        var defaults = PortraitSettings()
        defaults.size = ImageSize(
            width: sizes.native.width * sizes.enlargement, height: sizes.native.height * sizes.enlargement)
        return ModelDescription(name: "m", defaults: defaults, styles: [], sizes: sizes)
    }

    @Test(
        "a small model paints its own size, longer where the picture is longer",
        arguments: [
            ("256", "128"), ("512", "128"), ("64", "128"), ("2048", "128"), ("512x768", "128x192"),
            ("768x512", "192x128"), ("512x720", "128x192"), ("256x264", "128x160"), ("64x2048", "128x2048"),
        ])
    func ofSmallModel(size: String, painted: String) {
        #expect(Self.small.painted(for: ImageSize(size)!) == ImageSize(painted)!)
    }

    @Test(
        "a large one paints the nearest size that it can",
        arguments: [
            ("1024", "1024"), ("512x768", "512x768"), ("1000", "992"), ("1080x1352", "1088x1344"), ("2048", "2048"),
            ("64", "64"), ("72x2040", "64x2048"),
        ])
    func ofLargeModel(size: String, painted: String) {
        #expect(Self.large.painted(for: ImageSize(size)!) == ImageSize(painted)!)
    }

    @Test("what is asked for is recorded as the size, and what is painted where it differs")
    func settings() throws {
        var request = PortraitRequest.valid
        let plain = try request.validated(for: Self.model(Self.small))
        #expect(plain.size == ImageSize("256") && plain.painted == ImageSize("128"))
        request.size = ImageSize("512")
        let settings = try request.validated(for: Self.model(Self.small))
        #expect(settings.size == ImageSize("512") && settings.paintedSize == ImageSize("128"))
        let large = try request.validated(for: Self.model(Self.large))
        #expect(large.size == ImageSize("512") && large.paintedSize == nil && large.painted == large.size)
        request.size = ImageSize("100")
        #expect(throws: PortraitError.self) { try request.validated(for: Self.model(Self.small)) }
    }

    @Test("a repeated picture is painted as its record says, and an old record says one size")
    func repeated() throws {
        var parameters = PortraitParameters.made()
        parameters.settings.size = ImageSize("128")!
        let old = PortraitRequest(repeating: parameters, photographs: [.file(path: "a.jpg")])
        let settings = try old.validated(for: Self.model(Self.small))
        #expect(settings.painted == ImageSize("128") && settings.paintedSize == nil)
        #expect(try !parameters.json().contains("paintedSize"))
        parameters.settings.size = ImageSize("512x768")!
        parameters.settings.paintedSize = ImageSize("128x192")
        let new = try PortraitParameters(json: parameters.json())
        #expect(new == parameters)
        let again = PortraitRequest(repeating: new, photographs: [.file(path: "a.jpg")])
        #expect(try again.validated(for: Self.model(Self.small)).painted == ImageSize("128x192"))
    }

    @Test("a new underdrawing ends with the photograph, and an old one is drawn as it was")
    func underdrawing() throws {
        var request = PortraitRequest.valid
        #expect(try request.validated(defaults: PortraitSettings()).underdrawingEnds == nil)
        request.underdrawing = 0.5
        let settings = try request.validated(defaults: PortraitSettings())
        #expect(settings.underdrawingEnds == true)
        var parameters = PortraitParameters.made()
        parameters.settings = settings
        let read = try PortraitParameters(json: parameters.json())
        let again = PortraitRequest(repeating: read, photographs: [.file(path: "a.jpg")])
        #expect(try again.validated(defaults: PortraitSettings()) == settings)
        parameters.settings.underdrawingEnds = nil
        let old = PortraitRequest(repeating: parameters, photographs: [.file(path: "a.jpg")])
        #expect(try old.validated(defaults: PortraitSettings()).underdrawingEnds == nil)
    }

    @Test("a recorded size or turn that nobody would write is refused")
    func hostile() throws {
        var parameters = PortraitParameters.made()
        parameters.settings.paintedSize = ImageSize(width: 1 << 40, height: 8)
        #expect(throws: PortraitError.self) { try PortraitParameters(json: parameters.json()) }
        parameters = .made()
        parameters.photographs[0].turned = 45
        #expect(throws: PortraitError.self) { try PortraitParameters(json: parameters.json()) }
    }
}
