import Foundation
import NarcisCLI

@main
struct Narcis {
    static func main() async {
        let code = await NarcisCommand.main(
            arguments: Array(CommandLine.arguments.dropFirst()), services: .live(environment: .current))
        exit(code)
    }
}
