/// What a portrait is drawn from: a photograph, and what networks saw in it.
package struct Sitting: Sendable {
    package var width: Int
    package var height: Int
    /// Interleaved sRGB, 3 × width × height.
    package var pixels: [UInt8]
    /// The 468 points of the face mesh in pixels of the photograph: x, y, and depth (smaller is nearer).
    package var mesh: [SIMD3<Float>]
    package var mask: RawMask?

    /// A network's coarse answer to "where is the person?".
    package struct RawMask: Sendable {
        /// Side of the square of values.
        package static let side = 256
        /// The rectangle of the photograph that it covers, in pixels; it may reach outside.
        package var x, y, width, height: Float
        /// `side * side` values 0…1, rows from the top.
        package var values: [Float]

        package init(x: Float, y: Float, width: Float, height: Float, values: [Float]) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
            self.values = values
        }
    }

    package init(width: Int, height: Int, pixels: [UInt8], mesh: [SIMD3<Float>], mask: RawMask?) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.mesh = mesh
        self.mask = mask
    }
}

/// Points of the face mesh (Kartynnik et al. 2019) by what they outline.
package enum Mesh {
    package static let count = 468
    package static let forehead = 10, chin = 152, noseTip = 4, leftSide = 234, rightSide = 454
    package static let leftJaw = 58, rightJaw = 288
    package static let leftEyeCorner = 33, rightEyeCorner = 263
    package static let oval = [
        10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
        150,
        136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
    ]
    package static let leftEye = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246]
    package static let rightEye = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466]
    package static let lips = [
        61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185,
    ]
    package static let mouth = [
        78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191,
    ]
    package static let leftBrow = [70, 63, 105, 66, 107, 55, 65, 52, 53, 46]
    package static let rightBrow = [300, 293, 334, 296, 336, 285, 295, 282, 283, 276]
    package static let nose = [
        168, 122, 196, 236, 198, 209, 49, 64, 98, 97, 2, 326, 327, 294, 279, 429, 420, 456, 419, 351,
    ]
}
