import Schedulers
import Testing

@testable import PortraitDomain

/// The value is written as this text and comes back from it: the stored form may never change silently.
func expectForm<Value: Codable & Equatable>(
    _ value: Value, is json: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    #expect(try StoredJSON.text(of: value) == json, sourceLocation: sourceLocation)
    #expect(try StoredJSON.value(Value.self, from: json) == value, sourceLocation: sourceLocation)
}

extension ID {
    /// Always the same one for a number.
    static func made(_ number: UInt64) -> ID {
        ID(time: UnixTime(milliseconds: 1_700_000_000_000), random: (0, number))
    }
}

extension StoredRequest {
    static func made(_ words: String = "quiet joy") -> StoredRequest {
        StoredRequest(
            photographs: [.file(path: "photos/ann.jpg")],
            wishes: PortraitRequest(photographs: [], prompt: .words(words)))
    }

    /// Every field that can be set is.
    static var full: StoredRequest {
        var wishes = PortraitRequest(photographs: [], prompt: .words("quiet joy"))
        wishes.face = .number(2)
        wishes.style = "linocut"
        wishes.negativePrompt = ""
        wishes.count = 3
        wishes.attempts = 2
        wishes.seed = 4_294_967_295
        wishes.steps = 30
        wishes.detailSteps = 0
        wishes.guidanceScale = 4.5
        wishes.guidanceTail = .throughout
        wishes.scheduler = .dpmPlusPlus2M
        wishes.schedule = .aysSigmas
        wishes.size = ImageSize(width: 512, height: 640)
        wishes.startMergeStep = -1
        wishes.identityScale = 0.5
        wishes.detailStrength = 1
        wishes.feather = 0.25
        wishes.forehead = 0
        wishes.facePadding = 2
        wishes.underdrawing = 0.75
        wishes.underdrawingReach = 0.5
        var medium = MediumWishes(repeating: MediumSettings(medium: "linocut", palette: "tide", ground: "plain"))
        medium.medium = .named("linocut", variation: 1)
        medium.palette = PaletteChoice(name: "tide", color: "aa00ff")
        medium.ground = "plain"
        medium.light = "left"
        medium.page = PageSize(ImageSize(width: 800, height: 1000))
        wishes.medium = medium
        wishes.vectors = .svg
        wishes.keepsFilm = true
        wishes.faceNetworks = "ab"
        wishes.repeated = RepeatedPicture(
            turned: [0, 90, 0], paintedSize: ImageSize(width: 256, height: 320), underdrawingEnds: true)
        wishes.modelName = "narcis-mini"
        wishes.keepsStages = true
        wishes.wantsPreviews = true
        return StoredRequest(
            photographs: [
                .file(path: "/photos/ann.jpg"), .content(.made, name: "me.png"), .object(key: "a/b", name: "c.webp"),
            ], wishes: wishes)
    }
}

extension ContentHash {
    static var made: ContentHash {
        guard let hash = ContentHash(String(repeating: "0a", count: 32)) else { preconditionFailure("a good hash") }
        return hash
    }
}
