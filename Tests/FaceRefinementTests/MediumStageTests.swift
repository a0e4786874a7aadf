import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import PortraitEngine

/// Which picture a medium draws, and what is said of it.
@Suite("Before a medium", .serialized)
struct MediumStageTests {
    @Test("the sitter is drawn, not the stranger among the photographs, however large the stranger's face is")
    func strangers() throws {
        // The last one's face is the widest.
        var (run, plan) = try Setup.run(photographs: ["person_b_1.jpg", "person_b_2.jpg", "astronaut.png"])
        #expect(plan.others == [2])
        try plan.sitForMedium(by: run.mediumStage, networks: "a")
        let sitting = try #require(plan.sitting)
        #expect(sitting.photograph == 0 || sitting.photograph == 1)
    }

    @Test("the sitter's form is no stranger's, though the stranger's photograph be the first")
    func strangerFirst() throws {
        let (_, plan) = try Setup.run(photographs: ["astronaut.png", "person_b_2.jpg", "person_b_1.jpg"])
        let (_, alone) = try Setup.run(photographs: ["person_b_2.jpg"])
        #expect(plan.others == [0])
        #expect(try #require(plan.sitter).landmarks == #require(alone.sitter).landmarks)
    }

    @Test("a repeated picture is drawn from the photograph that it was drawn from, by the same networks or not at all")
    func repeated() throws {
        var recorded = MediumSettings(medium: "oil", palette: "ocean", ground: "plain")
        recorded.photograph = 1
        recorded.networks = "a"
        let adjusting = { (request: inout PortraitRequest) in request.medium = MediumWishes(repeating: recorded) }
        var (run, plan) = try Setup.run(
            photographs: ["person_b_1.jpg", "person_b_2.jpg"], adjusting: adjusting)
        try plan.sitForMedium(by: run.mediumStage, networks: "a")
        #expect(plan.sitting?.photograph == 1)
        #expect(throws: PortraitError.self) { try plan.sitForMedium(by: run.mediumStage, networks: "b") }
        recorded.photograph = 7
        (run, plan) = try Setup.run { $0.medium = MediumWishes(repeating: recorded) }
        #expect(throws: PortraitError.self) { try plan.sitForMedium(by: run.mediumStage, networks: "a") }
    }

    @Test("a painting is drawn where a face is in it; otherwise the photograph is, and that is told")
    func painting() throws {
        let file = Setup.model.appending(path: "narcis.json")
        var profile = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        profile["draws_from_photograph"] = false
        let text = String(decoding: try JSONSerialization.data(withJSONObject: profile), as: UTF8.self)
        try Setup.withModel(profile: text) { folder in
            var (run, plan) = try Setup.run(model: folder) { request in
                request.medium = MediumWishes()
                request.medium.medium = .named("graphite", variation: nil)
                request.medium.page = PageSize(ImageSize(width: 128, height: 160))
            }
            try plan.sitForMedium(by: run.mediumStage, networks: "a")
            let wishes = plan.request.medium, row = PictureRow(plan: plan, index: 0, seed: 3)
            let painted = try run.rendered(Setup.photograph("person_b_2.jpg"), row, wishes: wishes)
            #expect(painted.settings.photograph == nil && !painted.isPhotographInstead)
            let empty = RGBImage(width: 96, height: 96, filledWith: .white)
            let instead = try run.rendered(empty, row, wishes: wishes)
            #expect(instead.settings.photograph == 0 && instead.isPhotographInstead)
            #expect(instead.picture != painted.picture)
        }
    }

    @Test("likeness is told of when it is small, and when it cannot be known")
    func likeness() {
        let rule = LikenessRule(strangers: 0.3)
        #expect(rule.notice(0.5, hasFace: true, fromPhotograph: false) == nil)
        #expect(rule.notice(0.2, hasFace: true, fromPhotograph: false) == .littleLikeness)
        #expect(rule.notice(0.2, hasFace: true, fromPhotograph: true) == .littleLikenessInMedium)
        #expect(rule.notice(nil, hasFace: true, fromPhotograph: true) == .likenessUnknown)
        // That there is no face has been said already.
        #expect(rule.notice(nil, hasFace: false, fromPhotograph: false) == nil)
    }
}
