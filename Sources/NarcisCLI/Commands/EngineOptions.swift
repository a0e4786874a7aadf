import ArgumentParser
package import PortraitDomain

struct EngineOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A name from `narcis models list`, or a folder.", valueName: "model"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "Where to compute (default: a GPU if there is one).", valueName: "device", visibility: .hidden))
    var device: DeviceChoice?

    @Option(help: ArgumentHelp("Number type of the model.", valueName: "type", visibility: .hidden))
    var precision: PrecisionChoice?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Memory for weights, such as 6GB, or none for no limit; parts not in use are freed (default: "
                + "NARCIS_MEMORY, or none).",
            valueName: "size", visibility: .hidden))
    var memory: String?

    @OptionGroup var networks: FaceNetworkOptions

    var engine: CommandDependencies.Engine {
        var engine = networks.engine
        engine.model = model
        engine.device = device
        engine.precision = precision
        engine.memory = memory
        return engine
    }
}

struct FaceNetworkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder of face networks, such as InsightFace's buffalo_l.", valueName: "folder", visibility: .hidden))
    var faces: String?

    var engine: CommandDependencies.Engine {
        var engine = CommandDependencies.Engine()
        engine.faces = faces
        return engine
    }
}

extension DeviceChoice: ExpressibleByArgument {}
extension PrecisionChoice: ExpressibleByArgument {}
