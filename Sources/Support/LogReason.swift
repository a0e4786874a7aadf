/// An error with a reason that quotes neither a person nor a model, for logs that others read.
package protocol DiscreetError: Error {
    var logReason: String { get }
}

package enum LogReason {
    /// The error's own discreet reason, else no more than its type.
    package static func of(_ error: any Error) -> String {
        (error as? any DiscreetError)?.logReason ?? "\(type(of: error))"
    }
}
