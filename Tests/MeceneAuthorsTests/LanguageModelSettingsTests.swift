import Configuration
import LanguageModels
import MeceneAuthors
import ServiceKit
import Testing

@Suite struct LanguageModelSettingsTests {
    private func read(_ values: [String: String]) -> (LanguageModelSettings, [String]) {
        let provider = EnvironmentVariablesProvider(environmentVariables: values, secretsSpecifier: .none)
        let reader = SettingsReader(ConfigReader(provider: provider))
        return (LanguageModelSettings(reader), reader.problems)
    }

    @Test func withoutSettingsThereIsNoModel() {
        let (settings, problems) = read([:])
        #expect(problems.isEmpty && settings.client() == nil)
    }

    @Test func aWholeSetIsRead() async throws {
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

    @Test(arguments: [
        (["MECENE_MODEL_NAME": "m"], "PROVIDER is none"), (["MECENE_MODEL_PROVIDER": "openai"], "NAME is missing"),
        (["MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m"], "KEY is missing"),
        (["MECENE_MODEL_PROVIDER": "mistral"], "must be one of none, openai, anthropic"),
        (["MECENE_MODEL_EXTRA": "[1]"], "EXTRA is not a JSON object"),
        (
            [
                "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m",
                "MECENE_MODEL_URL": "http://example.org/v1",
                "MECENE_MODEL_KEY": "private-key",
            ], "unencrypted"
        ),
    ]) func mistakesAreReported(values: [String: String], words: String) {
        let (_, problems) = read(values)
        #expect(problems.contains { $0.contains(words) }, "\(problems)")
        #expect(!problems.joined().contains("private-key"))
    }
}
