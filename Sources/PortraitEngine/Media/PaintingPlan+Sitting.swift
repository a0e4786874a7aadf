import FaceAnalysis
import Media
import PortraitDomain

/// The photograph that a medium draws, or falls back to.
struct PhotographSitting {
    let sitting: Sitting
    /// Its index among the photographs, from 0.
    let photograph: Int
    /// A hash of the networks that found its form.
    let networks: String
}

extension PaintingPlan {
    /// Finds the sitter's form in a photograph before anything is painted, so that a photograph that cannot be drawn is
    /// refused early.
    ///
    /// - Parameter networks: a hash of the face mesh and the person's network; a repeated picture's must be the same.
    mutating func sitForMedium(by stage: MediumStage, networks: String) throws {
        let recorded = request.medium.recorded
        if let wanted = recorded?.networks, wanted != networks {
            throw PortraitError.badData(
                "the picture was drawn by other networks for the face's form and the person's outline than those that "
                    + "are here, so it cannot be repeated")
        }
        var missing = PortraitError.engine("there is no photograph to draw from")
        for index in photographsToDraw(recorded: recorded) {
            let photograph = photographs[index]
            if let image = photograph.image,
                let sitting = try stage.sitting(of: MediumStage.Model(image: image, face: photograph.face))
            {
                self.sitting = PhotographSitting(sitting: sitting, photograph: index, networks: networks)
                return
            }
            missing = .photographRefused(
                name: photograph.record.name, reason: "eyes, nose and mouth are not clear enough to be drawn")
        }
        throw missing
    }

    /// Indices of photographs by how well they can be drawn: the sitter's first, then fewer remarks, then larger faces.
    private func photographsToDraw(recorded: MediumSettings?) -> [Int] {
        if let index = recorded?.photograph { return photographs.indices.contains(index) ? [index] : [] }
        return photographs.indices.sorted { first, second in
            let (one, two) = (photographs[first], photographs[second])
            let (isOther, isOtherToo) = (others.contains(first), others.contains(second))
            if isOther != isOtherToo { return isOtherToo }
            if one.remarks.count != two.remarks.count { return one.remarks.count < two.remarks.count }
            return one.face.width > two.face.width
        }
    }
}
