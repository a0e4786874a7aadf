import Configuration
import Logging
import Metrics
import ServiceLifecycle
package import UnixSignals

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The `main` of every service: reads the settings, sets up log and metrics, runs the parts until a signal, sets the
/// exit status.
package enum ServiceMain {
    /// `EX_CONFIG` and `EX_SOFTWARE` of sysexits.h, which system managers understand.
    private enum Status {
        static let wrongConfiguration: Int32 = 78
        static let internalError: Int32 = 70
    }

    /// Returns when the service has been stopped by a signal; ends the process when it cannot start or fails.
    package static func run<Definition: ServiceDefinition>(_ type: Definition.Type) async {
        do {
            let (service, settings) = try read(type, ProcessInfo.processInfo.environment)
            LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: settings.logLevel) }
            let metrics = MetricsBackend(sampleLimit: settings.sampleLimit)
            MetricsSystem.bootstrap(metrics)
            let start = ServiceStart(logger: Logger(label: type.name), metrics: metrics)
            try await run(service, settings, start, signals: [.sigterm, .sigint])
        } catch let error as SettingsProblems {
            fail("\(error)", Status.wrongConfiguration)
        } catch {
            fail("The service stopped: \(error)", Status.internalError)
        }
    }

    /// - Throws: `SettingsProblems` with every mistake, unknown names with the service's prefix included.
    package static func read<Definition: ServiceDefinition>(
        _ type: Definition.Type, _ environment: [String: String]
    ) throws -> (Definition, ServiceSettings) {
        let provider = EnvironmentVariablesProvider(
            environmentVariables: environment, secretsSpecifier: .specific(type.secrets))
        let reader = SettingsReader(ConfigReader(provider: provider))
        let service = try Definition(reader)
        let settings = ServiceSettings(reader, prefix: type.name)
        reader.reportUnknownNames(environment.keys, prefix: SettingsReader.environmentName(type.name) + "_")
        try reader.finish()
        return (service, settings)
    }

    /// Runs the parts until they end or a signal comes, then closes what they used.
    package static func run<Definition: ServiceDefinition>(
        _ service: Definition, _ settings: ServiceSettings, _ start: ServiceStart, signals: [UnixSignal] = []
    ) async throws {
        do {
            var services = try await service.services(start)
            if let namespace = settings.metricsNamespace {
                let writer = EmbeddedMetricsService(
                    start.metrics, namespace: namespace, service: Definition.name, interval: settings.metricsInterval)
                services.insert(writer, at: 0)
            }
            var group = ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: signals, logger: start.logger)
            group.maximumGracefulShutdownDuration = settings.drainTimeOut
            try await ServiceGroup(configuration: group).run()
        } catch {
            await start.close()
            throw error
        }
        await start.close()
        start.logger.info("stopped")
    }

    private static func fail(_ message: String, _ status: Int32) -> Never {
        Lines.standardError(message)
        exit(status)
    }
}

extension ServiceSettings {
    /// Samples are kept only for CloudWatch.
    fileprivate var sampleLimit: Int { metricsNamespace == nil ? 0 : EmbeddedMetrics.Limits.values }
}
