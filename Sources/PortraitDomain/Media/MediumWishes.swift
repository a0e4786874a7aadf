/// A person's wishes for the medium; the words choose whatever is nil.
package struct MediumWishes: Sendable, Equatable {
    package var medium: MediumChoice?
    package var palette: PaletteChoice?
    package var ground: OfferedName?
    package var light: OfferedName?
    package var page: PageSize?
    /// As recorded with a picture that is made again.
    package var recorded: MediumSettings?

    package init() {}

    /// The picture's own pixels, in no medium.
    package static var off: MediumWishes {
        var wishes = MediumWishes()
        wishes.medium = MediumChoice.none
        return wishes
    }

    /// The recorded medium of a repeated picture; nothing is left to the words.
    package init(repeating settings: MediumSettings?) {
        self = settings == nil ? .off : MediumWishes()
        recorded = settings
    }

    /// Whether a picture is rendered in a medium.
    /// - Parameter isDefault: whether it is by default.
    package func isOn(byDefault isDefault: Bool) -> Bool {
        medium != MediumChoice.none && (isDefault || self != .init())
    }

    /// Contradictions that do not depend on the offered media.
    var problems: [RequestProblem] {
        var found = recorded?.problems ?? []
        if medium == MediumChoice.none {
            let others: [(String, Any?)] = [("palette", palette), ("ground", ground), ("light", light), ("page", page)]
            found += others.filter { $0.1 != nil }.map { RequestProblem.withoutMedium($0.0) }
        }
        return found
    }
}

extension RequestProblem {
    static func withoutMedium(_ field: String) -> RequestProblem {
        RequestProblem(field: field, message: "goes with a medium, and the medium is none")
    }
}
