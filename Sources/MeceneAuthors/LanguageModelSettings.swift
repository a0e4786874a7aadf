package import JSON
package import LanguageModels
package import ServiceKit

/// The settings of the language model, if there is one.
package struct LanguageModelSettings: Sendable {
    package enum Provider: String, CaseIterable, Sendable { case none, openai, anthropic }

    package var provider: Provider
    package var endpoint: Endpoint?
    package var temperature: Double
    package var timeOuts: TimeOuts
    package var concurrency: Int
    package var attempts: Int
    package var prices: UsageMeter.Prices
    package var extraFields: [String: JSONValue] = [:]

    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_MODEL_PROVIDER` | none | `openai` (any compatible endpoint), `anthropic`, or `none`: the composer alone |
    /// | `MECENE_MODEL_URL` | the vendor's | Address up to and with the version: `http://127.0.0.1:8000/v1` |
    /// | `MECENE_MODEL_NAME` | | Name of the model |
    /// | `MECENE_MODEL_KEY`, `…_KEY_FILE` | | The key, or a file with it |
    /// | `MECENE_MODEL_TEMPERATURE` | 0.7 | 0…2 |
    /// | `MECENE_MODEL_CONCURRENCY` | 4 | Requests at once |
    /// | `MECENE_MODEL_ATTEMPTS` | 4 | Attempts per request |
    /// | `MECENE_MODEL_TIMEOUT_TOTAL` | a quarter of the request's limit | A call with all its attempts |
    /// | `MECENE_MODEL_TIMEOUT_CONNECT`, `…_FIRST_BYTE`, `…_IDLE` | 5s, 2/5 of the total, 2/5 of the total | |
    /// | `MECENE_MODEL_PRICE_INPUT`, `…_PRICE_OUTPUT` | 0 | Per million tokens, for the cost counter |
    /// | `MECENE_MODEL_EXTRA` | | JSON object of further fields for the endpoint: `{"repeat_penalty": 1.1}` |
    ///
    /// - Parameter requestLimit: the time for a whole request. One call for each of the three stages and the composer
    ///   after them fit into it.
    package init(_ settings: SettingsReader, requestLimit: Duration) {
        provider = settings.choice("mecene.model.provider", default: Provider.none)
        temperature = settings.number("mecene.model.temperature", in: 0...2, default: 0.7)
        concurrency = settings.integer("mecene.model.concurrency", in: 1...1000, default: 4)
        attempts = settings.integer("mecene.model.attempts", in: 1...20, default: 4)
        prices = UsageMeter.Prices(
            input: settings.number("mecene.model.price.input", in: 0...1e6, default: 0),
            output: settings.number("mecene.model.price.output", in: 0...1e6, default: 0))
        let range = Duration.milliseconds(10) ... .seconds(3600)
        func time(_ name: String, _ value: Duration) -> Duration {
            settings.duration("mecene.model.timeout." + name, in: range, default: value)
        }
        let total = time("total", requestLimit / 4)
        timeOuts = TimeOuts(total: total)
        timeOuts.connect = time("connect", timeOuts.connect)
        timeOuts.firstByte = time("first.byte", timeOuts.firstByte)
        timeOuts.idle = time("idle", timeOuts.idle)
        if provider != .none, total >= requestLimit {
            settings.report(
                "mecene.model.timeout.total",
                "is \(total), which leaves nothing of the \(requestLimit) that MECENE_LIMIT_TIMEOUT gives a request; "
                    + "set it so low that the composer can still take over")
        }
        readExtraFields(settings)
        readEndpoint(settings)
    }

    /// nil where there is no language model.
    private var dialect: (any Dialect)? {
        switch provider {
        case .none: nil
        case .openai: OpenAIDialect(extraFields: extraFields)
        case .anthropic: AnthropicDialect()
        }
    }

    private mutating func readExtraFields(_ settings: SettingsReader) {
        guard let text = settings.optionalText("mecene.model.extra") else { return }
        if case .object(let fields)? = try? JSONValue(parsing: text) {
            extraFields = fields
        } else {
            settings.report("mecene.model.extra", "is not a JSON object")
        }
    }

    private mutating func readEndpoint(_ settings: SettingsReader) {
        let url = settings.optionalText("mecene.model.url")
        let name = settings.optionalText("mecene.model.name")
        let key = settings.secret("mecene.model.key").map(Secret.init)
        guard let dialect else {
            if url != nil || name != nil || key != nil {
                settings.report("mecene.model.provider", "is none, but there are other settings of a model")
            }
            return
        }
        if name == nil { settings.report("mecene.model.name", "is missing") }
        if key == nil, url == nil { settings.report("mecene.model.key", "is missing; set it or its file") }
        do {
            endpoint = try Endpoint(base: url ?? dialect.address, model: name ?? "unnamed", key: key)
        } catch {
            settings.report("mecene.model.url", "or the key cannot be used: \(error)")
        }
    }

    /// The client and its shutdown; nil when no model is configured.
    /// - Parameter onReduction: told whenever the server refuses a form of request.
    package func client(onReduction: @escaping @Sendable (Reduction) -> Void = { _ in })
        -> ConfiguredModel?
    {
        guard let dialect, let endpoint else { return nil }
        return configured(dialect, endpoint, onReduction)
    }

    private func configured<D: Dialect>(
        _ dialect: D, _ endpoint: Endpoint, _ onReduction: @escaping @Sendable (Reduction) -> Void
    ) -> ConfiguredModel {
        var configuration = LanguageModelClient<D>.Configuration()
        configuration.timeOuts = timeOuts
        configuration.retries = RetryRules(maximumAttempts: attempts)
        configuration.concurrency = concurrency
        configuration.prices = prices
        configuration.onReduction = onReduction
        let client = LanguageModelClient(dialect, endpoint: endpoint, configuration: configuration)
        return ConfiguredModel(model: client, meter: client.meter) { try await client.shutdown() }
    }
}

package struct ConfiguredModel: Sendable {
    package let model: any LanguageModel
    package let meter: UsageMeter
    package let shutdown: @Sendable () async throws -> Void
}
