import FaceAnalysis
import PortraitDomain

extension [ReferencePhotograph] {
    /// Indices of photographs that show another person than most of them.
    func others(by embedder: FaceEmbedder) -> [Int: Double] { map(\.vector).others(below: embedder.strangers) }

    /// The remarks on each photograph; photographs without any are left out.
    /// - Parameter others: the result of `others(by:)`.
    func findings(_ others: [Int: Double]) -> [PhotographFindings] {
        enumerated().compactMap { index, photograph in
            let other = others[index].map { [PhotographRemark.anotherPerson(similarity: $0)] } ?? []
            let remarks = photograph.remarks + other
            return remarks.isEmpty ? nil : PhotographFindings(name: photograph.record.name, remarks: remarks)
        }
    }
}

extension [[Float]] {
    /// Indices of face vectors that are not the sitter's, with the cosine to the nearest of the sitter's.
    ///
    /// Single-linkage clusters: photographs of one person at two ages may be less similar to each other than each is to
    /// a third. The sitter's is the largest cluster, of equal ones the first.
    /// - Parameter limit: the cosine below which two vectors are of different people.
    func others(below limit: Double) -> [Int: Double] {
        var groups: [[Int]] = []
        for index in indices {
            let near = groups.indices.filter { group in
                groups[group].contains { cosineSimilarity(self[$0], self[index]) >= limit }
            }
            let merged = near.flatMap { groups[$0] } + [index]
            for group in near.reversed() { groups.remove(at: group) }
            groups.append(merged)
        }
        // `max` takes the first of equal ones.
        let ordered = groups.sorted { ($0.min() ?? 0) < ($1.min() ?? 0) }
        guard let sitter = ordered.max(by: { $0.count < $1.count }) else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: indices.filter { !sitter.contains($0) }.map { index in
                (index, sitter.map { cosineSimilarity(self[$0], self[index]) }.max() ?? 0)
            })
    }
}
