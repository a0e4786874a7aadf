import Testing

@testable import PortraitDomain

@Suite("Errors and models as JSON")
struct StoredValueTests {
    @Test("errors are codes with values")
    func errors() throws {
        let problem = RequestProblem(field: "steps", message: "is 0; it must be 1 to 150")
        try expectForm(
            PortraitError.invalidRequest([problem]),
            is: #"{"code":"invalid-request","problems":[{"field":"steps","message":"is 0; it must be 1 to 150"}]}"#)
        try expectForm(PortraitError.notFound("a.jpg"), is: #"{"code":"not-found","message":"a.jpg"}"#)
        try expectForm(
            PortraitError.photographRefused(name: "a.jpg", reason: "is no image"),
            is: #"{"code":"photograph-refused","name":"a.jpg","reason":"is no image"}"#)
        try expectForm(
            PortraitError.photographUnfit(name: "a.jpg", .tooSmall(pixels: 31, least: 40)),
            is: #"{"code":"photograph-unfit","name":"a.jpg","refusal":{"code":"too-small","least":40,"pixels":31}}"#)
        try expectForm(PortraitError.badData("no"), is: #"{"code":"bad-data","message":"no"}"#)
        try expectForm(PortraitError.engine("no"), is: #"{"code":"engine","message":"no"}"#)
        try expectForm(
            PortraitError.engine("no", advice: .paintLess),
            is: #"{"advice":"paint-less","code":"engine","message":"no"}"#)
        try expectForm(PortraitError.cancelled, is: #"{"code":"cancelled"}"#)
        try expectForm(
            PortraitNotice.allCases,
            is: """
                ["no-face-found","face-without-landmarks","words-left-out","other-threads","little-likeness",\
                "little-likeness-in-medium","likeness-unknown","drawn-from-photograph","other-drawing"]
                """)
    }

    @Test("a model's description has this form")
    func model() throws {
        var model = ModelDescription(
            name: "narcis-mini", defaults: PortraitSettings(), attempts: 4, styles: ["oil"], tokensPerPhotograph: 2,
            sizes: PaintingSizes(native: ImageSize(width: 64, height: 64), multiple: 8, enlargement: 4),
            memory: ["unet": 12])
        model.media = MediaOffer(
            media: [MediumDescription(name: "oil", summary: "Oil.", hasVectors: false)], palettes: ["tide"],
            grounds: ["plain"], lights: ["left"], isDefault: true)
        let defaults = """
            {"detailSteps":20,"detailStrength":0.5,"device":"cpu","facePadding":0.5,"feather":0.15,"forehead":0.4,\
            "guidanceScale":5,"guidanceTail":"conditional-only","identityScale":1,"precision":"float32",\
            "schedule":"ays-timesteps","scheduler":"euler","size":{"height":1024,"width":1024},"startMergeStep":3,\
            "steps":20}
            """
        try expectForm(
            model,
            is: """
                {"attempts":4,"defaults":\(defaults),"media":{"grounds":["plain"],"isDefault":true,"lights":["left"],\
                "media":[{"hasVectors":false,"name":"oil","summary":"Oil."}],"palettes":["tide"]},"memory":{"unet":12},\
                "name":"narcis-mini","sizes":{"enlargement":4,"multiple":8,"native":{"height":64,"width":64}},\
                "styles":["oil"],"tokensPerPhotograph":2}
                """)
    }
}
