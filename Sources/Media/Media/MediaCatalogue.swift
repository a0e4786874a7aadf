package import PortraitDomain

/// Every medium by its name, as the words and a person's choice call it.
package enum MediaCatalogue {
    package static let all: [String: any Medium] = [cut, line, paint, glass, wet].reduce(into: [:]) { all, family in
        all.merge(family) { first, _ in first }
    }

    /// The version of what the media draw: raised when the same sitting, words and seed lead to another picture than
    /// before, so that whoever repeats an older picture can be told.
    package static let drawing = 5

    package static let names = Set(all.keys)
    package static let namesWithVectors = Set(all.filter { $0.value.hasVectors }.keys)

    /// What there is to choose from, by name.
    package static let offer = MediaOffer(
        media: descriptions, palettes: Palette.all.map(\.name), grounds: GroundDesign.allCases.map(\.rawValue),
        lights: LightTable.names)

    private static let descriptions = tableRows(PackageResources.summaries_txt).filter { $0.count == 2 }.compactMap {
        row in all[row[0]].map { MediumDescription(name: row[0], summary: row[1], hasVectors: $0.hasVectors) }
    }
}
