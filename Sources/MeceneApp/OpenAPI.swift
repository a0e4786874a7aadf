/// The description of the API, served at `/openapi.yaml`.
enum OpenAPI {
    static let document = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
}
