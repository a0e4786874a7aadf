internal import ArgumentParser
internal import PortraitDomain

/// What the picture is rendered in; what is not named the words decide.
struct MediumOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A medium (`narcis media` lists them), NAME:2 its second variation, none for the model's own picture.",
            valueName: "name"))
    var medium: String?

    @Option(help: ArgumentHelp("A palette by name, or a leading color as six hexadecimal digits.", valueName: "name"))
    var palette: String?

    @Option(help: ArgumentHelp("What stands behind the sitter.", valueName: "name"))
    var ground: String?

    @Option(help: ArgumentHelp("A colored light on the sitter.", valueName: "name", visibility: .hidden))
    var light: String?

    @Option(
        help: ArgumentHelp(
            "The page: A4, A3, letter…, WIDTHxHEIGHT in pixels, or the height alone; 8192 at most, and one side at "
                + "most two and a half times the other.", valueName: "size"))
    var page: String?

    @Option(
        help: ArgumentHelp(
            "Write the making of the picture as an animated WebP.", valueName: "file", visibility: .hidden))
    var film: String?

    func apply(to request: inout PortraitRequest) throws(PortraitError) {
        request.keepsFilm = film != nil
        guard [medium, palette, ground, light, page].contains(where: { $0 != nil }) || film != nil else { return }
        if medium?.lowercased() == "none" {
            let others = [
                ("palette", palette), ("ground", ground), ("light", light), ("page", page), ("film", film),
            ]
            if let given = others.first(where: { $0.1 != nil }) {
                throw .invalidRequest([
                    RequestProblem(field: given.0, message: "goes with a medium, and the medium is none")
                ])
            }
            request.medium = .off
            return
        }
        var wishes = MediumWishes()
        try Self.read(medium, into: &wishes)
        if let palette {
            // As style sheets write colors, too.
            let digits = palette.hasPrefix("#") ? String(palette.dropFirst()) : palette
            if digits.isHexadecimalColor {
                wishes.color = digits.lowercased()
            } else {
                wishes.palette = palette.lowercased()
            }
        }
        wishes.ground = ground?.lowercased()
        wishes.light = light?.lowercased()
        if let page { wishes.page = try Self.pageSize(page) }
        request.medium = wishes
    }

    static func pageSize(_ text: String) throws(PortraitError) -> ImageSize {
        guard let page = PageSize(text) else {
            let papers = PageSize.papers.map { $0.name.uppercased() }.joined(separator: ", ")
            throw .invalidRequest([
                RequestProblem(field: "page", message: "is “\(text)”; give \(papers), or pixels such as 1024x1280")
            ])
        }
        return page.size
    }

    /// `NAME`, or `NAME:2` for the second variation.
    private static func read(_ medium: String?, into wishes: inout MediumWishes) throws(PortraitError) {
        guard let medium else { return }
        let parts = medium.lowercased().split(separator: ":", omittingEmptySubsequences: false)
        wishes.medium = String(parts[0])
        guard parts.count > 1 else { return }
        guard parts.count == 2, let number = Int(parts[1]), (1...100).contains(number) else {
            throw .invalidRequest([
                RequestProblem(
                    field: "medium", message: "is “\(medium)”; variations are numbered 1 to 100, as in oil:2")
            ])
        }
        wishes.variation = number - 1
    }
}
