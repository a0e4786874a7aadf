package import Foundation

/// Reads a regular file whole after checking its size, so that a device or a huge file costs nothing.
package func readBoundedFile(_ url: URL, limit: Int) throws(ImageError) -> [UInt8] {
    let path = url.path(percentEncoded: false)
    do {
        let attributes = try FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw ImageError.unreadable(path: path, reason: "it is not a file")
        }
        let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
        guard size > 0 else { throw ImageError.emptyFile }
        guard size <= limit else { throw ImageError.fileTooLarge(bytes: size, limit: limit) }
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        // The file may grow after its size was read; one byte more than the limit tells.
        let data = try handle.read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else { throw ImageError.fileTooLarge(bytes: data.count, limit: limit) }
        return [UInt8](data)
    } catch let error as ImageError {
        throw error
    } catch {
        throw .unreadable(path: path, reason: reason(of: error))
    }
}

/// The plain reason of a Foundation file error, in words that fit after a colon.
func reason(of error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file or folder"
    case .fileReadNoPermission, .fileWriteNoPermission: "permission is denied"
    case .fileWriteOutOfSpace: "the disk is full"
    default: error.localizedDescription.trimmingCharacters(in: CharacterSet(charactersIn: ". "))
    }
}
