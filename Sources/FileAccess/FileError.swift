#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Why a file was not used. Readers turn it into their own errors, which name the file.
package enum FileError: Error, Sendable, Hashable {
    /// Nothing is there, or something on the way to it is no folder.
    case missing
    /// The system refuses access.
    case forbidden
    /// A folder, a pipe, a socket or a device.
    case notRegular
    /// - Parameter bytes: how many the file has, or how many were read of one that grew.
    case tooLarge(bytes: Int, limit: Int)
    /// A mapped file has fewer bytes than when it was opened.
    case shortened
    /// Anything else, in the C library's words.
    case system(String)

    /// - Parameter code: `errno` after a call that failed.
    init(code: Int32) {
        self =
            switch code {
            case ENOENT, ENOTDIR: .missing
            case EACCES, EPERM: .forbidden
            // What opening a socket, or a device without a driver, leads to.
            case ENXIO: .notRegular
            default: .system(String(cString: strerror(code)))
            }
    }

    /// What is wrong, in words that follow the file's name and a colon.
    package var reason: String {
        switch self {
        case .missing: "the file is missing"
        case .forbidden: "the file is not accessible"
        case .notRegular: "it is not a regular file"
        case .tooLarge(_, let limit):
            "it is larger than " + (limit % (1 << 20) == 0 ? "\(limit >> 20) MiB" : "\(limit) bytes")
        case .shortened: "it was shortened after it had been opened"
        case .system(let message): message
        }
    }

    private var advice: String {
        switch self {
        case .missing: "check its name, or fetch it again"
        case .forbidden: "check that you may read it and its folder"
        case .notRegular: "put the file itself there, or a link to it"
        case .tooLarge: "check that it is the right file"
        case .shortened: "fetch it again"
        case .system: "check the disk and try again"
        }
    }
}

extension FileError: CustomStringConvertible {
    /// The reason, and what to do about it.
    package var description: String { "\(reason); \(advice)" }
}
