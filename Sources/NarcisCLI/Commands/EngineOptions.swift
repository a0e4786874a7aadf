package import ArgumentParser
package import PortraitDomain

struct EngineOptions: ParsableArguments {
    @Option(help: "Model: a name from `narcis models list`, or a folder.")
    var model: String?

    @Option(help: "Where to compute: cpu or cuda.")
    var device: DeviceChoice?

    @Option(help: "Number type: float32, bfloat16 or float16.")
    var precision: PrecisionChoice?

    @Option(help: ArgumentHelp("Folder of face networks, such as InsightFace's buffalo_l.", valueName: "folder"))
    var faces: String?

    var engine: Services.Engine {
        var engine = Services.Engine()
        engine.model = model
        engine.device = device
        engine.precision = precision
        engine.faces = faces
        return engine
    }
}

extension DeviceChoice: ExpressibleByArgument {}
extension PrecisionChoice: ExpressibleByArgument {}
extension SchedulerChoice: ExpressibleByArgument {}
extension ScheduleChoice: ExpressibleByArgument {}
extension GuidanceTail: ExpressibleByArgument {}

extension FaceChoice: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension ImageSize: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
