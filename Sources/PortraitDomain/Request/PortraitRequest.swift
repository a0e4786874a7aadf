/// A person's request: photographs, words, and as many settings as they care to change.
///
/// A setting that is nil takes the loaded model's default. Ranges stand in the table, `PortraitParameter.all`.
@dynamicMemberLookup
package struct PortraitRequest: Sendable, Equatable {
    /// 1…8 photographs of one person.
    package var photographs: [PhotographSource]
    package var face = FaceChoice.only
    /// The subject of the picture.
    package var prompt: PromptSource
    /// Name of one of the model's styles.
    package var style: String?
    /// nil is the null prompt (zero embeddings where the model asks for that); "" is the encoded empty prompt.
    package var negativePrompt: String?
    /// Pictures to make.
    package var count = 1
    /// Candidates per picture; the most similar one is kept. nil takes the model's number.
    package var attempts: Int?
    /// The first picture's seed, below 2³²; picture i, from 0, has `seed + i`, wrapping. nil draws one. A repeated
    /// picture may have a larger one.
    package var seed: UInt64?

    /// The overridden settings. `startMergeStep` scales with the number of steps unless it is overridden.
    package var settings = SettingWishes()
    /// Without wishes the model decides whether there is a medium, and the words choose it.
    package var medium = MediumWishes()
    /// Makes a document of shapes as well, in a medium that has them.
    package var vectors: VectorFormat?
    /// Keeps pictures of the rendering in progress in each `Portrait`.
    package var keepsFilm = false
    /// The face networks that a repeated picture was made with; others are refused.
    package var faceNetworks: String?
    /// How a repeated picture was made; nil for a new one.
    package var repeated: RepeatedPicture?
    /// The recorded name of a repeated picture's model, whose folder may have been renamed; nil takes the folder's.
    package var modelName: String?

    /// Keeps the pictures between the stages in each `Portrait`.
    package var keepsStages = false
    /// Makes `preview` events.
    package var wantsPreviews = false

    package init(photographs: [PhotographSource], prompt: PromptSource) {
        self.photographs = photographs
        self.prompt = prompt
    }

    /// `request.steps` is the wish for `PortraitSettings.steps`; nil leaves it to the model.
    package subscript<Value: ParameterValue>(dynamicMember path: WritableKeyPath<PortraitSettings, Value>) -> Value? {
        get { settings[path] }
        set { settings[path] = newValue }
    }
}

/// Values of a repeated picture's record that a person cannot set.
package struct RepeatedPicture: Sendable, Equatable, Codable {
    /// Degrees by which each photograph was turned clockwise: 0, 90, 180 or 270. Such photographs are not judged again:
    /// they were accepted once. nil for other photographs.
    package var turned: [Int]?
    /// See `PortraitSettings.paintedSize`.
    package var paintedSize: ImageSize?
    /// See `PortraitSettings.underdrawingEnds`.
    package var underdrawingEnds: Bool?

    package init(turned: [Int]? = nil, paintedSize: ImageSize? = nil, underdrawingEnds: Bool? = nil) {
        self.turned = turned
        self.paintedSize = paintedSize
        self.underdrawingEnds = underdrawingEnds
    }
}

/// The words of a request, in one of three degrees of readiness.
package enum PromptSource: Sendable, Equatable {
    /// Words as typed; the generator adds class word, trigger word and style.
    case words(String)
    /// An idea made from words; the generator adds class word, trigger word and style to `idea.prompt`.
    case idea(PortraitIdea)
    /// A prompt as it was encoded before; used exactly, with no style added.
    case resolved(ResolvedPrompt)

    /// The words that a person typed, as far as they are known.
    package var words: String {
        switch self {
        case .words(let words): words
        case .idea(let idea): idea.words
        case .resolved(let prompt): prompt.words
        }
    }
}

/// A complete prompt and its origin.
package struct ResolvedPrompt: Sendable, Equatable, Codable {
    /// The words as typed.
    package var words: String
    /// The whole prompt, trigger word included.
    package var text: String
    package var triggerWord: String
    /// The word before the trigger: man, woman, person…
    package var classWord: String
    package var style: String?
    package var idea: PortraitIdea?

    package init(
        words: String, text: String, triggerWord: String, classWord: String, style: String? = nil,
        idea: PortraitIdea? = nil
    ) {
        self.words = words
        self.text = text
        self.triggerWord = triggerWord
        self.classWord = classWord
        self.style = style
        self.idea = idea
    }
}

extension PortraitSettings {
    /// The defaults with what a request overrides.
    package init(defaults: PortraitSettings, request: PortraitRequest) {
        self = defaults
        request.settings.apply(to: &self)
        if request.startMergeStep == nil, (1...150).contains(steps), (1...150).contains(defaults.steps) {
            // The same share of a short run as of a long one, and before the last step. 0 and −1 stay.
            let scaled = startMergeStep > 0 ? startMergeStep * steps / defaults.steps : startMergeStep
            startMergeStep = min(scaled, steps - 2)
        }
        if let repeated = request.repeated {
            (paintedSize, underdrawingEnds) = (repeated.paintedSize, repeated.underdrawingEnds)
        } else {
            underdrawingEnds = underdrawing > 0 ? true : nil
        }
    }
}
