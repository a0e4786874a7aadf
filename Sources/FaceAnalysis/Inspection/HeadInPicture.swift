import Foundation
import Imaging

extension FaceLandmarks {
    /// Height of a head above the brows, as a part of the distance from the brows to the chin; includes hair close to
    /// it.
    private static let crown = 0.6

    /// Whether the head reaches over an edge of the picture. Photographs with the whole head had a margin of at least
    /// 0.1 of the distance from the brows to the chin on every side.
    func isCut(byPictureOf width: Int, _ height: Int) -> Bool {
        guard let left = self[.leftBrow].middle, let right = self[.rightBrow].middle, self[.jaw].count > 2 else {
            return false
        }
        let jaw = self[.jaw], chin = jaw[jaw.count / 2]
        let brow = Point(x: (left.x + right.x) / 2, y: (left.y + right.y) / 2)
        let top = Point(x: brow.x - Self.crown * (chin.x - brow.x), y: brow.y - Self.crown * (chin.y - brow.y))
        return !(jaw + [top]).lie(inPictureOf: width, height)
    }

    /// Whether brows, eyes and mouth are in the picture: networks guess the position of a part that is cut.
    func areSeen(inPictureOf width: Int, _ height: Int) -> Bool {
        let brows = [self[.leftBrow], self[.rightBrow]].compactMap(\.middle)
        return (brows + self[.leftEye] + self[.rightEye] + self[.mouth]).lie(inPictureOf: width, height)
    }
}

extension [Point] {
    fileprivate var middle: Point? {
        guard !isEmpty else { return nil }
        let sum = reduce((0.0, 0.0)) { ($0.0 + $1.x, $0.1 + $1.y) }
        return Point(x: sum.0 / Double(count), y: sum.1 / Double(count))
    }

    /// Whole pixels are the centers of pixels.
    fileprivate func lie(inPictureOf width: Int, _ height: Int) -> Bool {
        let columns = -0.5...Double(width) - 0.5, rows = -0.5...Double(height) - 0.5
        return allSatisfy { columns.contains($0.x) && rows.contains($0.y) }
    }
}
