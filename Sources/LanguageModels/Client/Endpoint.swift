import Support

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Address, model and key of a language model.
package struct Endpoint: Sendable, Equatable {
    /// `https://host/v1`, without a slash at the end.
    package let base: String
    package let model: String
    package let key: Secret?

    /// - Throws: `badConfiguration` when the address is invalid, or when a key would travel unencrypted to another
    ///   machine.
    package init(base: String, model: String, key: Secret? = nil) throws(LanguageModelError) {
        guard let url = URL(string: base), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host(), !host.isEmpty, url.query() == nil, url.fragment() == nil,
            url.user() == nil
        else { throw .badConfiguration(Self.complaint(about: base)) }
        guard !model.isEmpty else { throw .badConfiguration("the name of the model is missing") }
        if let key {
            guard scheme == "https" || ["127.0.0.1", "::1", "localhost"].contains(host) else {
                throw .badConfiguration("the key would go unencrypted to \(host); use https")
            }
            guard !key.isEmpty, key.exposed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw .badConfiguration("the key is empty or holds characters that a header cannot carry")
            }
        }
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.model = model
        self.key = key
    }

    /// Names only scheme and host, because the rest of a wrong address may be a password or a key.
    private static func complaint(about base: String) -> String {
        let form = "it must have the form https://host/v1, without user, password, query and fragment"
        guard let url = URL(string: base), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host(), host.isPlain(with: ".-:")
        else { return "the address cannot be read; \(form)" }
        return "the address at \(scheme)://\(host) has parts that it must not have; \(form)"
    }
}
