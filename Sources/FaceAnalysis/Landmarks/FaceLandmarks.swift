package import Imaging

/// Named lines through a face, whichever network found them.
package struct FaceLandmarks: Sendable, Equatable {
    package enum Contour: String, Sendable, CaseIterable {
        /// From the viewer's left temple over the chin to the right temple.
        case jaw
        case leftBrow = "left-brow"
        case rightBrow = "right-brow"
        case leftEye = "left-eye"
        case rightEye = "right-eye"
        case nose
        case mouth

        package var isClosed: Bool {
            switch self {
            case .jaw, .leftBrow, .rightBrow, .nose: false
            case .leftEye, .rightEye, .mouth: true
            }
        }
    }

    /// Pixels of the picture, the viewer's left first.
    package var contours: [Contour: [Point]]

    package init(contours: [Contour: [Point]]) { self.contours = contours }

    package subscript(contour: Contour) -> [Point] { contours[contour] ?? [] }
}

extension FaceLandmarks {
    /// From the 468 points of the face mesh (Kartynnik et al., "Real-time facial surface geometry", 2019).
    package init(mesh points: [Point]) {
        func line(_ indices: [Int]) -> [Point] { indices.map { points[$0] } }
        self.init(contours: [
            .jaw: line([
                127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323,
                454, 356,
            ]),
            .leftBrow: line([70, 63, 105, 66, 107]),
            .rightBrow: line([336, 296, 334, 293, 300]),
            .leftEye: line([33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7]),
            .rightEye: line([362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382]),
            .nose: line([168, 6, 197, 195, 5, 4, 1]),
            .mouth: line([
                61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
            ]),
        ])
    }

    /// From the 106 points of InsightFace's `2d106det`.
    package init(insightFace points: [Point]) {
        func line(_ indices: [Int]) -> [Point] { indices.map { points[$0] } }
        self.init(contours: [
            .jaw: line(
                [1] + Array(9...16) + Array(2...8) + [0] + Array((18...24).reversed()) + Array((25...32).reversed())
                    + [17]),
            .leftBrow: line([43, 48, 49, 51, 50]),
            .rightBrow: line([102, 103, 104, 105, 101]),
            .leftEye: line([35, 41, 40, 42, 39, 37, 33, 36]),
            .rightEye: line([89, 95, 94, 96, 93, 91, 87, 90]),
            .nose: line([72, 73, 74, 86]),
            .mouth: line([52, 64, 63, 71, 67, 68, 61, 58, 59, 53, 56, 55]),
        ])
    }
}
