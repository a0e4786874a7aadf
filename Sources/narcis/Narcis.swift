import Foundation
import NarcisCLI

@main
struct Narcis {
    static func main() async {
        // Without a working folder the numerical libraries end the program with a message of their own.
        guard let folder = getcwd(nil, 0) else {
            FileHandle.standardError.write(Data("error: the working folder is gone; change to another one\n".utf8))
            exit(1)
        }
        free(folder)
        let code = await NarcisCommand.main(
            arguments: Array(CommandLine.arguments.dropFirst()), services: .live(environment: .current))
        exit(code)
    }
}
