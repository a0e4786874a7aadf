package import Logging

/// The settings that every service has.
package struct ServiceSettings: Sendable, Equatable {
    package var logLevel = Logger.Level.info
    /// How long running requests may go on after a signal to stop.
    package var drainTimeOut = Duration.seconds(20)
    /// nil writes no metrics for CloudWatch.
    package var metricsNamespace: String?
    package var metricsInterval = Duration.seconds(60)

    package init() {}
}

extension ServiceSettings {
    /// With `MECENE` as the prefix:
    ///
    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_LOG_LEVEL` | info | trace, debug, info, notice, warning, error, critical |
    /// | `MECENE_DRAIN_TIMEOUT` | 20s | Time for running requests after a signal to stop |
    /// | `MECENE_METRICS_NAMESPACE` | | CloudWatch's namespace; without one no metrics are written to standard output |
    /// | `MECENE_METRICS_INTERVAL` | 60s | Between two times when they are written |
    package init(_ settings: SettingsReader, prefix: String) {
        self.init()
        logLevel = settings.choice(prefix + ".log.level", default: logLevel)
        drainTimeOut = settings.duration(
            prefix + ".drain.timeout", in: .seconds(1) ... .seconds(3600), default: drainTimeOut)
        metricsNamespace = settings.optionalText(prefix + ".metrics.namespace")
        if let metricsNamespace, !EmbeddedMetrics.isNamespace(metricsNamespace) {
            settings.report(
                prefix + ".metrics.namespace",
                "must have letters, digits and . _ # : / - only, 255 at most, and must not begin with AWS/")
        }
        metricsInterval = settings.duration(
            prefix + ".metrics.interval", in: .seconds(1) ... .seconds(3600), default: metricsInterval)
    }
}
