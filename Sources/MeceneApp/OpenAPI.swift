/// The description of the interface, which the service gives out itself.
enum OpenAPI {
    static let document = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
}
