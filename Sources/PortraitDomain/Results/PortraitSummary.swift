/// What is known of a finished picture, without its pixels.
package struct PortraitSummary: Sendable, Equatable {
    /// Its place in the request, from 0.
    package var index: Int
    package var parameters: PortraitParameters
    /// See `Portrait.similarity`.
    package var similarity: Double?
    package var notices: [PortraitNotice]
    package var photographs: [PhotographFindings]

    package init(_ portrait: Portrait) {
        index = portrait.index
        parameters = portrait.parameters
        similarity = portrait.similarity
        notices = portrait.notices
        photographs = portrait.photographs
    }
}
