/// Every medium by its name, as the words and a person's choice call it.
package enum MediaCatalogue {
    package static let all: [String: any Medium] = [cut, line, paint, glass, wet].reduce(into: [:]) { all, family in
        all.merge(family) { first, _ in first }
    }
}
