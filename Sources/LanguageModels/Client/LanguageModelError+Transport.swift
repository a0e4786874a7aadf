import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LanguageModelError {
    /// Translates an error of the HTTP client. Its texts never contain headers, so they contain no key.
    init(transport error: any Error) {
        switch error {
        case let error as LanguageModelError: self = error
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError: self = Self(client: error)
        case HTTPParserError.invalidEOFState: self = .cutOff
        case is HTTPParserError: self = .badResponse("it is not HTTP")
        case let error as NIOConnectionError:
            self = .unreachable("no connection to \(error.host):\(error.port)")
        case let error as IOError: self = .unreachable(error.description)
        case is ChannelError: self = .cutOff
        default: self = .unreachable("\(type(of: error))")
        }
    }

    private init(client error: HTTPClientError) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout: self = .timedOut(.connect)
        case .deadlineExceeded, .readTimeout, .getConnectionFromPoolTimeout: self = .timedOut(.firstByte)
        case .remoteConnectionClosed, .bodyLengthMismatch: self = .cutOff
        case .cancelled: self = .cancelled
        default: self = .unreachable(error.shortDescription)
        }
    }
}

extension Double {
    static var secondsSince1970: Double { Date().timeIntervalSince1970 }
}
