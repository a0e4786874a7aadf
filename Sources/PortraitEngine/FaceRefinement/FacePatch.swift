package import Imaging

/// A face cut out of a picture and magnified, with its mask, so that the repainted cut can be composed onto the picture.
package struct FacePatch: Sendable, Equatable {
    package let mask: FaceMask
    /// The square that was cut; beyond the picture its edge is repeated.
    package let rect: PixelRect
    /// The cut at the model's size.
    package let magnified: RGBImage
    /// The mask at the same size as a change map: 1 means change.
    package let change: GrayImage

    /// - Parameters:
    ///   - side: extent of the magnified cut in pixels.
    ///   - padding: margin as a part of the face's extent, 0…2.
    package init(cutting mask: FaceMask, outOf picture: RGBImage, side: Int, padding: Double) {
        self.mask = mask
        rect = mask.crop(padding: padding)
        magnified = picture.cropped(to: rect, outside: .edge).resized(width: side, height: side, filter: .bicubic)
        change = mask.rendered(in: rect, side: side)
    }

    /// Composes the repainted cut onto a picture through the mask, so that no seam shows. Where the mask is 0 the picture's
    /// pixels stay unchanged: the autoencoder's round trip would shift their colors a little.
    package func composed(_ repainted: RGBImage, onto picture: RGBImage) -> RGBImage {
        let patch = repainted.resized(width: rect.width, height: rect.height, filter: .lanczos)
        let blend = mask.rendered(in: rect, side: rect.width)
        let under = picture.cropped(to: rect, outside: .edge)
        var result = picture
        result.paste(under.blended(with: patch, mask: blend), x: rect.x, y: rect.y)
        return result
    }
}
