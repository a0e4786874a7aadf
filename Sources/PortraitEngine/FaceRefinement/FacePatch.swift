package import Imaging

/// A face cut out of a picture and magnified, with its map: what is repainted, and how it goes back.
package struct FacePatch: Sendable, Equatable {
    package let map: FaceMap
    /// The square that was cut; it may reach beyond the picture, whose edge goes on there.
    package let rect: PixelRect
    /// The cut at the model's size.
    package let magnified: RGBImage
    /// The map at the same size; 1 means change.
    package let change: GrayImage

    /// - Parameters:
    ///   - side: extent of the magnified cut in pixels.
    ///   - padding: margin as a part of the face's extent, 0…2.
    package init(cutting map: FaceMap, outOf picture: RGBImage, side: Int, padding: Double) {
        self.map = map
        rect = map.crop(padding: padding)
        magnified = picture.cropped(to: rect, outside: .edge).resized(width: side, height: side, filter: .bicubic)
        change = map.rendered(in: rect, side: side)
    }

    /// Lays the repainted cut over a picture through the map, so that no seam shows. Where the map is 0 the picture's
    /// pixels stay exactly as they are: the autoencoder's round trip would shift their colors a little.
    package func composed(_ repainted: RGBImage, onto picture: RGBImage) -> RGBImage {
        let patch = repainted.resized(width: rect.width, height: rect.height, filter: .lanczos)
        let mask = map.rendered(in: rect, side: rect.width)
        let under = picture.cropped(to: rect, outside: .edge)
        var result = picture
        result.paste(under.blended(with: patch, mask: mask), x: rect.x, y: rect.y)
        return result
    }
}
