import HTTPService
import LanguageModels
import Logging
import Mecene
import MeceneApp
import MeceneAuthors
import MeceneComposer
import ServiceKit
import ServiceLifecycle

/// The Mecene service: its settings, and how its parts are put together.
struct MeceneService: ServiceDefinition {
    static let name = "mecene"
    static let secrets: Set<String> = ["MECENE_MODEL_KEY"]

    private let configuration: MeceneConfiguration
    private let model: LanguageModelSettings
    private let composer: EmbeddedComposer

    init(_ settings: SettingsReader) throws {
        configuration = MeceneConfiguration(settings)
        model = LanguageModelSettings(settings, requestLimit: configuration.limits.timeOut)
        composer = try EmbeddedComposer(settings)
    }

    func services(_ start: ServiceStart) throws -> [any Service] {
        let (workflow, author) = try workflow(start)
        let readiness = Readiness()
        let routes = MeceneRoutes(
            service: IdeaService(
                workflow: workflow, version: author, cacheSize: configuration.cacheSize, metrics: start.metrics),
            readiness: readiness, metrics: start.metrics, configuration: configuration)
        start.logger.info("starting", metadata: ["author": .string(author)])
        if let reason = composer.shortcoming {
            start.logger.warning("composing without WordNet", metadata: ["reason": .string(reason)])
        }
        return [
            configuration.server.application(routes.router(), logger: start.logger),
            ReadinessService(readiness, logger: start.logger) { try await composer.warmUp() },
        ]
    }

    /// The stages with the language model where one is configured, else with the composer alone.
    private func workflow(_ start: ServiceStart) throws -> (MeceneWorkflow, author: String) {
        let configured = model.client { report($0, start.logger) }
        if let configured {
            start.atEnd(configured.shutdown)
            UsageMetrics.follow(configured.meter, in: start.metrics)
        }
        let setup = try MeceneSetup(composer, model, configured)
        return (try setup.workflow(), setup.author.name)
    }

    private func report(_ reduction: Reduction, _ logger: Logger) {
        logger.warning(
            "the language model's server refused a form of request",
            metadata: [
                "status": .stringConvertible(reduction.status),
                "schema": .string(reduction.schema ?? "none"),
                "structure": .string(reduction.features.structure.rawValue),
                "streams": .stringConvertible(reduction.features.streams),
                "sampling": .stringConvertible(reduction.features.sendsSampling),
            ])
    }
}
