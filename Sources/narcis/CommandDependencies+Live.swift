import Configuration
import Diffusion
import FaceAnalysis
import Foundation
import Mecene
import MeceneAuthors
import Media
import NarcisCLI
import ParityCheck
import PortraitDomain
import PortraitEngine
import ServiceKit
import Torch

extension CommandDependencies {
    /// The real dependencies, on the folders of this machine.
    static func live(environment: LocalFolders) -> CommandDependencies {
        TorchRuntime.useHugePages()
        let catalogue = FolderCatalogue(
            roots: environment.models, imports: environment.imports, merges: environment.merges)
        let analyzers = FaceAnalyzers(standard: environment.faces)
        var services = CommandDependencies(
            generator: { engine in
                if let threads = engine.threads { TorchRuntime.setThreadCount(min(threads, mostThreads)) }
                return TorchPortraitGenerator(
                    folder: try catalogue.folder(of: engine.model), placement: try placement(engine),
                    memory: try memory(engine), hashFile: environment.hashes,
                    faces: { try analyzers.analyzer(in: engine.faces) })
            },
            faceInspector: { engine in
                NetworkFaceInspector { () throws(PortraitError) in try analyzers.analyzer(in: engine.faces) }
            },
            catalogue: { catalogue },
            caseChecker: { EngineCaseChecker() },
            words: {
                let composer = try ideaComposer()
                return (composer, composer)
            })
        services.media = MediaCatalogue.offer
        services.examples = [environment.photographs.path]
        return services
    }

    /// A limit, because the number comes from a file and threads beyond the processors only wait for each other. A
    /// larger OMP_NUM_THREADS raises it.
    private static var mostThreads: Int { max(ProcessInfo.processInfo.activeProcessorCount, TorchRuntime.threadCount) }

    /// The composer that needs no model and no network, and before it the language model of the service's settings
    /// (`MECENE_MODEL_…`), if any. Without WordNet the composer uses only its lexicon and names that in the ideas'
    /// source.
    private static func ideaComposer() throws -> MeceneIdeaComposer {
        let settings = SettingsReader(
            ConfigReader(
                provider: EnvironmentVariablesProvider(secretsSpecifier: .specific(["MECENE_MODEL_KEY"]))))
        do {
            return try MeceneSetup(settings).ideaComposer()
        } catch let problems as SettingsProblems {
            throw PortraitError.engine(problems.description)
        } catch {
            throw PortraitError.notFound("ideas cannot be made: \(error)")
        }
    }

    /// The option, else NARCIS_MEMORY, else no limit.
    private static func memory(_ engine: Engine) throws(PortraitError) -> Int? {
        guard let text = engine.memory ?? ProcessInfo.processInfo.environment["NARCIS_MEMORY"], text != "none" else {
            return nil
        }
        guard let bytes = byteCount(text) else {
            throw .invalidRequest([
                RequestProblem(field: "memory", message: "is “\(text)”; give a size such as 6GB or 6000MB, or none")
            ])
        }
        return bytes
    }

    /// A GPU where there is one, unless the option says otherwise. float32 on processors, where it is reproducible;
    /// bfloat16 on a GPU.
    private static func placement(_ engine: Engine) throws -> Placement {
        let device: Device =
            switch engine.device {
            case .cuda: .cuda
            case .cpu: .cpu
            case nil: TorchRuntime.cudaIsAvailable() ? .cuda : .cpu
            }
        do {
            try TorchRuntime.require(device)
        } catch {
            throw PortraitError.engine(String(describing: error))
        }
        let kind: ScalarKind =
            switch engine.precision {
            case .float32: .float32
            case .float16: .float16
            case .bfloat16: .bfloat16
            case nil: device == .cuda ? .bfloat16 : .float32
            }
        return Placement(kind: kind, device: device)
    }
}
