/// Why a picture could not be read, made or written. Every description is one sentence for a person.
package enum ImageError: Error, Equatable, Sendable {
    case unreadable(path: String, reason: String)
    case emptyFile
    case fileTooLarge(bytes: Int, limit: Int)
    case notAnImage
    case unsupportedKind(String)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case damaged(ImageFormat, detail: String)
    case unknownExtension(String)
    case invalidText(String)
    case notEncoded(detail: String)
    case notWritable(path: String, reason: String)
    case libraryUnavailable(detail: String)
}

extension ImageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "“\(path)” cannot be read: \(reason)."
        case .emptyFile:
            "The file is empty; choose a JPEG, PNG, WebP or HEIC photograph."
        case .fileTooLarge(let bytes, let limit):
            "The file has \(megabytes(bytes)) MB, more than the limit of \(megabytes(limit)) MB; save it smaller."
        case .notAnImage:
            "The file is not an image; choose a JPEG, PNG, WebP or HEIC photograph."
        case .unsupportedKind(let kind):
            "\(kind) pictures are not supported; save it as JPEG, PNG, WebP or HEIC."
        case .tooManyPixels(let width, let height, let limit):
            "The picture is too large to decode: \(width) × \(height) is \(megapixels(width, height)) megapixels, "
                + "the limit is \(limit / 1_000_000); save it smaller."
        case .damaged(let format, let detail):
            "The \(format.name) file is damaged or cut short; save or copy it again."
                + (detail.isEmpty ? "" : " (\(detail))")
        case .unknownExtension(let name):
            "“\(name)” does not end in \(OutputFormat.endings), so its format is unknown."
        case .invalidText(let reason):
            "The text cannot be stored in the picture: \(reason)."
        case .notEncoded(let detail):
            "The picture could not be encoded: \(detail)."
        case .notWritable(let path, let reason):
            "“\(path)” cannot be written: \(reason)."
        case .libraryUnavailable(let detail):
            "The image library libvips could not start: \(detail)."
        }
    }

    private func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }

    private func megapixels(_ width: Int, _ height: Int) -> Int { (width * height + 999_999) / 1_000_000 }
}
