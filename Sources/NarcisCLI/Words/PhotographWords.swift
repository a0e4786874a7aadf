import PortraitDomain

// The commands' words for the domain's codes, with the options that help.

extension PhotographRefusal {
    /// Without the photograph's name: "the face is too blurred; choose a sharper photograph".
    var words: String {
        switch self {
        case .noFace: "no face was found; choose a photograph that shows the face from the front, well lit"
        case .severalFaces(let count):
            "\(count) faces were found; choose one with --face 1 to \(count) (left to right) or --face largest"
        case .noSuchFace(let number, let count):
            "there is no face \(number); \(count == 1 ? "one was" : "\(count) were") found"
        case .tooSmall(let pixels, let least):
            "the face is only \(pixels) pixels wide; choose a photograph where it has at least \(least)"
        case .lookingAway: "the face looks away; choose a photograph that shows it from the front"
        case .tooDark: "the face is too dark; choose a photograph with more light on it"
        case .overexposed: "the face is overexposed, most of it is plain white; choose a photograph with softer light"
        case .blurred: "the face is too blurred; choose a sharper photograph"
        case .hidden: "too much of the face is hidden; choose a photograph that shows all of it"
        case .cutByEdge: "the face is cut by the photograph's edge; choose one that shows the whole head"
        }
    }
}

extension PhotographRemark {
    /// Without the photograph's name: "it lay on its side, so it was turned by 90° clockwise".
    var words: String {
        switch self {
        case .turned(let degrees):
            "it \(degrees == 180 ? "stood on its head" : "lay on its side"), so it was turned by \(degrees)° clockwise"
        case .dark: "the face is dark; one with more light on it gives a better likeness"
        case .overexposed: "parts of the face are plain white; one with softer light gives a better likeness"
        case .eyesHidden: "the eyes are hidden; one that shows them gives a better likeness"
        case .mouthHidden: "the mouth is hidden; one that shows it gives a better likeness"
        case .partlyHidden: "part of the face may be hidden; one that shows all of it gives a better likeness"
        case .cutByEdge: "the head is cut by the photograph's edge; one that shows all of it gives a better portrait"
        case .anotherPerson: "its face is not like the others; all photographs should show one person"
        }
    }
}

extension PortraitNotice {
    /// Without the picture's name.
    var words: String {
        switch self {
        case .noFaceFound:
            "no face was found in the picture, so it stays as it was painted; try another --seed or other words"
        case .faceWithoutLandmarks:
            "the picture's face is not clear enough to be refined, so it stays as it was painted; try another --seed"
        case .wordsLeftOut:
            "the words do not all fit into the model's text length; the last ones were left out"
        case .otherThreads:
            "the picture was first painted with a number of threads that this machine does not have, so the bytes may "
                + "differ"
        case .littleLikeness:
            "the picture is not much like the photograph; try more --attempts, another --seed or more --underdrawing"
        case .littleLikenessInMedium:
            "the picture is not much like the photograph; try another --medium, --seed or photograph"
        case .likenessUnknown:
            "no face can be made out in the finished picture; try another --seed, --medium or other words"
        case .drawnFromPhotograph:
            "no face was found in the painted picture, so the photograph was drawn in its place; try another --seed"
        case .otherDrawing:
            "this version of narcis draws the medium in another way than the one that made the first picture, so the two "
                + "differ"
        }
    }
}

extension PortraitError {
    var words: String {
        if case .photographUnfit(let name, let refusal) = self { return "\(name): \(refusal.words)" }
        return advice.map { "\(description); \($0.words)" } ?? description
    }
}

extension PortraitAdvice {
    var words: String {
        switch self {
        case .paintLess: "choose a smaller size or --count 1, or close other programs"
        case .useProcessor: "use --device cpu, or check the driver with nvidia-smi"
        case .getCUDA: "build with LIBTORCH=/path/to/a/cuda/torch, or use --device cpu"
        case .chooseModel:
            "name one from `narcis models list` or a folder with model_index.json, or set NARCIS_MODELS to the folder "
                + "that it lies in"
        case .addPhotoMaker: "import it again with --photomaker FILE"
        case .runSetUp: "run `make setup`"
        case .allowMemory: "give --memory (or NARCIS_MEMORY) more"
        case .renewWeights: "fetch its weights again, or check them with `narcis models verify`"
        case .getFaceNetworks: "install InsightFace's buffalo_l and name its folder with --faces"
        case .matchModel: "name that one with --model, or use this one all the same with --anyway"
        case .matchFaceNetworks: "name the folder of the others with --faces, or use these all the same with --anyway"
        }
    }
}
