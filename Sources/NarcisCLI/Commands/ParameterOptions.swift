import ArgumentParser
import PortraitDomain

/// An option for each parameter of a portrait.
///
/// The parser finds options by reflection and reads them by coding keys. Both come from the table here, so that no
/// setting is declared twice.
struct ParameterOptions: ParsableArguments, CustomReflectable {
    /// Options that everyone sees, first.
    private static let parameters =
        PortraitParameter.media + PortraitParameter.wishes + PortraitParameter.shared + PortraitParameter.own

    private let options: [Option<String?>]

    init() { options = Self.parameters.map(Option.init) }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: ParameterKey.self)
        options = try Self.parameters.map { try values.decode(Option<String?>.self, forKey: ParameterKey($0.key)) }
    }

    var customMirror: Mirror {
        Mirror(self, children: zip(Self.parameters, options).map { (label: $0.key, value: $1) }, displayStyle: .struct)
    }

    func apply(to request: inout PortraitRequest) {
        for (parameter, option) in zip(Self.parameters, options) {
            if let text = option.wrappedValue { _ = parameter.read(text, into: &request) }
        }
    }
}

extension Option<String?> {
    fileprivate init(_ parameter: PortraitParameter) {
        self.init(
            name: .customLong(parameter.key), parsing: parameter.kind.parsing,
            help: ArgumentHelp(
                parameter.helpLine, valueName: parameter.kind.valueName,
                visibility: parameter.audience == .everyone ? .default : .hidden),
            completion: parameter.kind.completion,
            transform: { text in
                guard parameter.type.parsed(text) != nil else {
                    throw ValidationError("give \(parameter.kind.range ?? "a text")")
                }
                return text
            })
    }
}

extension ParameterKind {
    /// A number's minus sign would begin an option otherwise.
    fileprivate var parsing: SingleValueParsingStrategy {
        switch self {
        case .integer, .number, .seed, .face: .unconditional
        case .choice, .size, .name, .text, .offered, .page: .next
        }
    }

    fileprivate var valueName: String {
        switch self {
        case .integer, .seed: "n"
        case .number: "x"
        case .choice, .name, .offered: "name"
        case .face: "face"
        case .size, .page: "size"
        case .text: "words"
        }
    }

    fileprivate var completion: CompletionKind? {
        switch self {
        case .choice(let names): .list(names)
        case .offered(let list): CommandDependencies.current.map { .list($0.media.names(of: list)) }
        default: nil
        }
    }
}
