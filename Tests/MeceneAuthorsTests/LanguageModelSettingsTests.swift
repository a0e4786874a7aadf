import Configuration
import LanguageModels
import MeceneAuthors
import ServiceKit
import Testing

@Suite struct LanguageModelSettingsTests {
    private func read(
        _ values: [String: String], requestLimit: Duration = .seconds(60)
    ) -> (LanguageModelSettings, [String]) {
        let provider = EnvironmentVariablesProvider(
            environmentVariables: values, secretsSpecifier: .none)
        let reader = SettingsReader(ConfigReader(provider: provider))
        return (LanguageModelSettings(reader, requestLimit: requestLimit), reader.problems)
    }

    @Test("Without settings there is no model") func noSettings() {
        let (settings, problems) = read([:])
        #expect(problems.isEmpty && settings.client() == nil)
    }

    @Test("All settings are read") func settings() async throws {
        let (settings, problems) = read([
            "MECENE_MODEL_PROVIDER": "anthropic", "MECENE_MODEL_NAME": "claude", "MECENE_MODEL_KEY": "k-123",
            "MECENE_MODEL_TIMEOUT_FIRST_BYTE": "9s", "MECENE_MODEL_PRICE_OUTPUT": "15",
        ])
        #expect(problems.isEmpty)
        #expect(settings.endpoint?.base == "https://api.anthropic.com/v1")
        #expect(settings.timeOuts.firstByte == .seconds(9) && settings.prices.output == 15)
        let client = try #require(settings.client())
        #expect(client.model.name == "anthropic:claude")
        try await client.shutdown()
    }

    /// A server that hangs is asked twice, and a call for each stage leaves time for the composer.
    @Test("A call's time-outs fit into a request's", arguments: [1, 60, 600]) func timeOuts(seconds: Int) {
        let limit = Duration.seconds(seconds)
        let times = read([:], requestLimit: limit).0.timeOuts
        #expect(times.total * 3 < limit)
        #expect(times.firstByte * 2 < times.total && times.idle < times.total)
    }

    @Test("A call that may take a whole request's time is a mistake") func wholeRequest() {
        let model = [
            "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m", "MECENE_MODEL_KEY": "k",
        ]
        for total in ["60s", "2m"] {
            let (_, problems) = read(model.merging(["MECENE_MODEL_TIMEOUT_TOTAL": total]) { $1 })
            #expect(problems.count == 1)
            #expect(problems.first?.contains("MECENE_LIMIT_TIMEOUT") == true, "\(problems)")
        }
        #expect(read(model.merging(["MECENE_MODEL_TIMEOUT_TOTAL": "59s"]) { $1 }).1.isEmpty)
        #expect(
            read(["MECENE_MODEL_TIMEOUT_TOTAL": "2m"]).1.isEmpty, "without a model it is of no account")
    }

    @Test("An address with a key in it is not printed") func address() {
        for url in [
            "https://user:private-key@example.org/v1", "https://example.org/v1?key=private-key",
        ] {
            let (_, problems) = read([
                "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m", "MECENE_MODEL_URL": url,
            ])
            #expect(problems.count == 1 && problems[0].contains("https://example.org"), "\(problems)")
            #expect(!problems[0].contains("private-key"))
        }
    }

    @Test(
        "Mistakes are reported",
        arguments: [
            (["MECENE_MODEL_NAME": "m"], "PROVIDER is none"), (["MECENE_MODEL_PROVIDER": "openai"], "NAME is missing"),
            (["MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m"], "KEY is missing"),
            (["MECENE_MODEL_PROVIDER": "magic"], "must be one of none, openai, anthropic"),
            (["MECENE_MODEL_EXTRA": "[1]"], "EXTRA is not a JSON object"),
            (
                [
                    "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m",
                    "MECENE_MODEL_URL": "http://example.org/v1",
                    "MECENE_MODEL_KEY": "private-key",
                ], "unencrypted"
            ),
        ]) func mistakes(values: [String: String], words: String)
    {
        let (_, problems) = read(values)
        #expect(problems.contains { $0.contains(words) }, "\(problems)")
        #expect(!problems.joined().contains("private-key"))
    }
}
