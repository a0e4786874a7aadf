extension ClassWordGrammar {
    /// The words of a list.
    static func words(_ list: String) -> Set<String> {
        Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// Before the sitter. Not "her man", who is somebody else, nor "our lady", who is a saint.
    static let determiners = words("a an the one this that my")

    static let allDeterminers = determiners.union(
        words("his her their our your its another some any no every each two three four five several many"))

    /// Words for a person, children too, who may stand beside the sitter.
    static let people = women.union(men).union(TriggerWord.classWords).union(
        words("child baby kid teenager toddler person human adult"))

    /// Words that may stand before "and a man" without being the sitter: the man may be, as well as they. In "the
    /// artist and a woman" it may be the artist.
    static let companions = Set(TriggerWord.classWords).union(words("girl boy child baby kid teenager toddler"))
        .union(
            words(
                """
                dog cat horse bird wolf lion lioness tiger bear parrot fox owl raven crow donkey cow goat sheep rabbit
                monkey elephant camel deer stag swan goose eagle falcon pony puppy kitten pig
                """))

    static let women = words(
        """
        woman lady grandmother girl queen princess wife mother daughter sister aunt bride duchess actress gentlewoman
        """)

    static let men = words(
        """
        man gentleman guy grandfather boy king prince husband father son brother uncle groom lord duke actor
        """)

    /// Words for a picture before "of". No sculpture, which may stand beside the sitter, and no "study", which is of a
    /// subject as well. "up" ends "close up".
    static let pictures = words(
        """
        portrait photo photograph picture painting drawing sketch image closeup close-up up headshot selfie watercolor
        watercolour illustration engraving etching print render rendering depiction shot silhouette caricature
        """)

    /// Words that may stand before these, besides adjectives.
    static let pictureKinds = words(
        """
        oil pencil charcoal ink pastel chalk crayon acrylic gouache digital film studio color colour pen vector polaroid
        analog analogue cinematic candid sepia monochrome vintage renaissance baroque impressionist cubist expressionist
        abstract minimalist surrealist realist full full-length half-length full-body half-body body length half wide
        wide-angle angle medium macro extreme close double exposure long head shoulders waist-up side profile front
        three-quarter editorial fashion magazine street documentary corporate business passport high quality detailed
        resolution best award-winning 4k 8k hd uhd raw dslr 35mm 85mm 3d realistic photorealistic hyperrealistic woodcut
        risograph fresco press soft blurry simple line loose quick
        """)

    static let prepositions = words(
        """
        in on at with without by near under over behind before beside between among amid amidst against from into through
        across along around above below beneath underneath inside outside within during atop aboard next past
        """)

    /// Words that may follow a noun that stands for itself. Not "of", which makes names (a man of war), nor "to", "for"
    /// and "up", which make sayings (man to man, man up).
    static let links = prepositions.union(words("like as and or but who whose that which where while when is was has"))

    static let adverbs = words(
        """
        alone asleep outdoors indoors lost lit softly gently quietly warmly brightly calmly proudly slowly confidently sadly
        happily silently directly elegantly casually formally thoughtfully together
        """)

    /// Verbs that are the plural of a noun too.
    static let verbs = words("looks stands sits wears holds walks smiles laughs leans gazes dreams reads sleeps")

    /// They may end a phrase as well. Not what makes a person out of a thing: carved, painted, made.
    static let participles = words(
        """
        smiling laughing grinning frowning weeping crying knitting standing sitting kneeling walking running dancing singing
        dreaming sleeping reading waving posing praying meditating leaning resting daydreaming seated dressed surrounded
        covered wrapped draped illuminated crowned adorned clothed veiled perched poised immersed bundled cloaked robed
        masked silhouetted photographed
        """)

    /// Nouns that end like verbs.
    static let nouns = words(
        """
        being painting drawing building clothing wedding evening morning ceiling earring string spring thing king ring wing
        sling trading training bathing engraving etching carving rendering printing parking shopping hunting pudding
        dumpling herring something nothing anything everything during bring lightning viking sibling
        """)

    /// Adjective and noun that name a thing: a drink, a mushroom, a card.
    static let names: Set = ["white lady", "veiled lady", "black lady"]

    /// Nouns that mean the sitter.
    static let sitters = words("sitter subject model")

    /// Things with a person's picture on them.
    static let carriers = words(
        """
        coin coins stamp banknote bill poster billboard label mug cup plate vase shirt t-shirt card cards cover screen
        tapestry can bottle box tin packet medal sign banner flag book canvas postcard
        """)

    /// Nouns that take all words before them as their name: "lady in red movie poster".
    static let works = words(
        "poster logo icon emoji sticker song movie film figurine statue sculpture album soundtrack meme cartoon")

    /// Things that hold a person's picture.
    static let holders = words("frame locket album newspaper magazine brooch cameo snowglobe medallion")

    /// Where a picture hangs, stands or lies.
    static let furniture = words(
        """
        wall walls table desk shelf easel mantelpiece mantel fireplace nightstand piano museum gallery
        """)

    /// Where somebody is who is with the sitter.
    static let sides = words(
        """
        side left right arms hand hands lap company presence background distance back corner wallet pocket dreams mind
        thoughts shadow
        """)
}
