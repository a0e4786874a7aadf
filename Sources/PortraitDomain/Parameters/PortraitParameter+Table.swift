import Schedulers

extension PortraitParameter {
    /// Every parameter, in the order of infotext.
    package static let all = shared + own + media + wishes

    /// The parameters that are properties of `PortraitSettings`.
    package static let settings = all.filter { $0.setting != nil }

    /// Those that other tools know as well, under their names and in their order.
    package static let shared: [PortraitParameter] = [
        .setting(
            "steps", \.steps, .integer(1...150), infotext: "Steps", for: .everyone,
            help: "Denoising steps"),
        .setting(
            "scheduler", \.scheduler, .choice(SchedulerKind.names), infotext: "Sampler",
            help: "Solver of the denoising steps"),
        .setting(
            "schedule", \.schedule, .choice(ScheduleChoice.names), infotext: "Schedule type",
            help: "Noise levels of the steps"),
        .setting(
            "guidance", \.guidanceScale, .number(1...30), name: "guidanceScale", infotext: "CFG scale",
            help: "Strength of the words' guidance; 1 is none"),
        .wish(
            "seed", ParameterAccess(\.seed), UInt64.self, .seed, infotext: "Seed", recorded: { $0.seed },
            help: "Seed of the first picture; the others count up from it"),
        .setting(
            "size", \.size, .size, infotext: "Size", for: .everyone,
            recorded: { $0.settings.medium?.page },
            help: "Width and height as in 512x640, or one number for a square"),
    ]

    package static let own: [PortraitParameter] = [
        .setting(
            "guidance-tail", \.guidanceTail, .choice(GuidancePlan.Tail.names), infotext: "Guidance tail",
            help: "Guidance in the last fifth of the steps"),
        .setting(
            "start-merge-step", \.startMergeStep, .integer(-1...148), infotext: "Start merge step",
            help: "Last step, from 0, without the sitter's identity; -1 for none"),
        .setting(
            "identity-scale", \.identityScale, .number(0...2), infotext: "Identity scale",
            help: "Strength of the identity LoRA"),
        .setting(
            "detail-steps", \.detailSteps, .integer(0...150), infotext: "Detail steps",
            help: "Denoising steps of the face pass; 0 leaves it out"),
        .setting(
            "detail-strength", \.detailStrength, .number(0...1), infotext: "Detail strength",
            help: "Freedom of the face pass; 1 repaints the face from noise"),
        .setting(
            "feather", \.feather, .number(0...1), infotext: "Feather", unit: "of the face's size",
            help: "Width of the repainted face's soft edge"),
        .setting(
            "forehead", \.forehead, .number(0...1), infotext: "Forehead", unit: "of the distance from brows to chin",
            help: "Height of the repainted forehead above the brows"),
        .setting(
            "face-padding", \.facePadding, .number(0...2), infotext: "Face padding", unit: "of the face's size",
            help: "Margin of the face crop"),
        .setting(
            "underdrawing", \.underdrawing, .number(0...1), infotext: "Underdrawing", recordedAs: "underdrawn",
            omitted: 0,
            help: "Strength of the photograph's light and shade under the face; 0 is none"),
        .setting(
            "underdrawing-reach", \.underdrawingReach, .number(0...1), infotext: "Underdrawing reach",
            unit: "of the face's size", recordedAs: "reach", omitted: 0,
            help: "Reach of the underdrawing beyond the face, to hair and outline; 0 leaves that pass out"),
        .wish(
            "face", ParameterAccess(\.face), FaceChoice.self, .face, infotext: "Face", recorded: { $0.face },
            help: "The sitter's face in the photograph"),
    ]

    /// Chosen by the words where the person does not choose.
    package static let media: [PortraitParameter] = [
        .medium(
            "medium", \.medium, .offered(.media), infotext: "Medium",
            recorded: { .named($0.medium, variation: $0.variation) }, help: "Medium of the picture"),
        .medium(
            "palette", \.palette, .offered(.palettes), infotext: "Palette",
            recorded: { PaletteChoice(name: $0.palette, color: $0.color) }, help: "Colors of the medium"),
        .medium(
            "ground", \.ground, .offered(.grounds), infotext: "Ground", recorded: { OfferedName($0.ground) },
            help: "Background behind the sitter"),
        .medium(
            "light", \.light, .offered(.lights), infotext: "Light", for: .expert,
            recorded: { $0.light.flatMap(OfferedName.init) }, help: "A colored light on the sitter"),
        .medium(
            "page", \.page, .page, recorded: { PageSize($0.page) }, help: "Size of the page"),
    ]

    package static let wishes: [PortraitParameter] = [
        .wish(
            "style", ParameterAccess(\.style), String.self, .name, infotext: "Style",
            recorded: { $0.prompt.style },
            help: "Name of one of the model's styles"),
        .wish(
            "negative", ParameterAccess(\.negativePrompt), String.self, .text(bytes: PortraitRequest.promptByteLimit),
            name: "negativePrompt", recorded: { $0.negativePrompt },
            help: "Things that the picture must not show"),
        .wish(
            "count", ParameterAccess(\.count), Int.self, .integer(1...64),
            help: "Pictures to make; several are numbered"),
        attempts,
    ]

    /// A model may have a default for it, though it is no setting: pictures record the attempt that was kept alone.
    package static let attempts = PortraitParameter.wish(
        "attempts", ParameterAccess(\.attempts), Int.self, .integer(1...16),
        help: "Candidates per picture; the most similar one is kept")
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
    fileprivate static var names: [String] { allCases.map(\.rawValue) }
}
