import Configuration
import Hummingbird
import LanguageModels
import Logging
import Mecene
import MeceneApp
import MeceneAuthors
import ServiceKit
import ServiceLifecycle
import UnixSignals
import Workflow

extension App {
    /// Reads the settings, puts the parts together and runs until the signal to stop.
    static func run(_ environment: [String: String]) async throws {
        let provider = EnvironmentVariablesProvider(
            environmentVariables: environment, secretsSpecifier: .specific(["MECENE_MODEL_KEY"]))
        let settings = SettingsReader(ConfigReader(provider: provider))
        let configuration = ServiceConfiguration(settings)
        let model = LanguageModelSettings(settings, requestLimit: configuration.requestTimeOut)
        let composer = try EmbeddedComposer(settings)
        settings.reportUnknownNames(environment.keys, prefix: "MECENE_")
        try settings.finish()

        LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: configuration.logLevel) }
        let logger = Logger(label: "mecene")
        let configured = model.client { report($0, logger) }
        do {
            let services = try services(configuration, model, configured, composer, logger)
            var group = ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            group.maximumGracefulShutdownDuration = configuration.drainTimeOut
            try await ServiceGroup(configuration: group).run()
        } catch {
            // A client that is dropped without a shutdown ends the process by a trap.
            try? await configured?.shutdown()
            throw error
        }
        try? await configured?.shutdown()
        logger.info("stopped")
    }

    private static func report(_ reduction: Reduction, _ logger: Logger) {
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

    private static func services(
        _ configuration: ServiceConfiguration, _ settings: LanguageModelSettings, _ model: ConfiguredModel?,
        _ composer: EmbeddedComposer, _ logger: Logger
    ) throws -> [any Service] {
        var author: any MeceneAuthor = composer.author
        if let model {
            author = try LanguageModelAuthor(
                model.model, safety: composer.safety, temperature: settings.temperature)
        }
        let workflow = try MeceneWorkflow(
            author: author, fallback: model == nil ? nil : composer.author, prompt: composer.prompt,
            safety: composer.safety, retry: model == nil ? .never : .answers)
        let metrics = MetricsRegistry()
        let readiness = Readiness()
        let routes = MeceneRoutes(
            desk: IdeaDesk(
                workflow: workflow, version: author.name, cacheSize: configuration.cacheSize, metrics: metrics),
            readiness: readiness, metrics: metrics, configuration: configuration
        ) { metrics in
            if let totals = model?.meter.totals { report(totals, to: metrics) }
        }
        logger.info("starting", metadata: ["author": .string(author.name)])
        if let reason = composer.shortcoming {
            logger.warning("composing without WordNet", metadata: ["reason": .string(reason)])
        }
        // They are stopped in reverse order: first the service is not ready any more, then the server drains.
        return [
            routes.application(configuration, logger: logger),
            ReadinessService(readiness, logger: logger) { try await composer.warmUp() },
        ]
    }

    private static func report(_ totals: UsageMeter.Totals, to metrics: MetricsRegistry) {
        let answers = [("answered", totals.answers), ("failed", totals.failures), ("retried", totals.retries)]
        for (outcome, count) in answers {
            metrics.setCounter(
                "mecene_model_requests_total", "Requests to the language model.", labels: [("outcome", outcome)],
                to: Double(count))
        }
        for (kind, count) in [("input", totals.tokens.input), ("output", totals.tokens.output)] {
            metrics.setCounter(
                "mecene_model_tokens_total", "Tokens of the language model.", labels: [("kind", kind)],
                to: Double(count))
        }
        metrics.setCounter("mecene_model_cost_total", "Cost at the configured prices.", to: totals.cost)
    }
}
