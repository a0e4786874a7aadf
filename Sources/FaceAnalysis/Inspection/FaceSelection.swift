import Imaging
package import PortraitDomain

extension [DetectedFace] {
    /// The sitter's face; the list goes from left to right.
    package func chosen(_ choice: FaceChoice) throws(PhotographRefusal) -> DetectedFace {
        guard let largest = self.max(by: { $0.width * $0.height < $1.width * $1.height }) else { throw .noFace }
        switch choice {
        case .largest: return largest
        case .number(let number):
            guard indices.contains(number - 1) else { throw .noSuchFace(number: number, count: count) }
            return self[number - 1]
        case .only:
            // Faces in the background, far smaller than the sitter's, do not make a group picture.
            let close = filter { $0.width * $0.height * 6 > largest.width * largest.height }
            guard close.count == 1 else { throw .severalFaces(count) }
            return largest
        }
    }
}
