import AsyncHTTPClient
import LanguageModelsTestSupport
import NIOCore
import NIOHTTP1
import Testing

/// Mostly waiting, and so beside the other tests.
@Suite struct HangingModelTests {
    /// With the settings' own relations, only shorter: the composer takes over in time, for many ideas too, whose
    /// number of calls would outlast the request.
    @Test("A hanging model leaves time for the composer", arguments: [1, 16]) func hangingModel(count: Int) async throws
    {
        try await ScriptedServer.run([.hang]) { model in
            let service = try ServiceProcess([
                "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m", "MECENE_MODEL_URL": model.base,
                "MECENE_LIMIT_TIMEOUT": "20s",
            ])
            let port = try await service.port()
            let request = HTTPClientRequest(
                url: "http://127.0.0.1:\(port)/v1/ideas?words=quiet+storm&seed=4&count=\(count)")
            let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(300))
            let text = String(buffer: try await answer.body.collect(upTo: 1 << 20))
            #expect(answer.status == .ok, "\(text)")
            #expect(text.ranges(of: "\"idea\":").count == count)
            #expect(model.requests.count >= 2, "the model was asked again")
            service.terminate()
            #expect(await service.status() == 0)
        }
    }
}
