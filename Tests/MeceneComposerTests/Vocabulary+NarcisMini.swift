import Mecene
import PortraitDomain
import TestSupport
import Testing

extension ModelVocabulary {
    /// As the embedded model's folder lists it.
    static let narcisMini: ModelVocabulary = {
        do {
            return ModelVocabulary(try VocabularyDocument(json: EmbeddedModel.vocabulary()))
        } catch {
            Issue.record("the embedded model's vocabulary: \(error)")
            return .open
        }
    }()
}
