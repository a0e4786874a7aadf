"""Words that the model was not trained on, by the concept that comes nearest to what is meant, for its vocabulary file."""

from .words import MOOD_WORDS, PALETTE_WORDS, STYLE_WORDS

STYLE_KIN = {
    "watercolor": [
        "wet watercolor", "transparent washes", "pooled pigment", "matte paint", "pressed botanicals",
        "tempera", "gouache painting", "gouache on card", "watercolour",
    ],
    "ink": ["lampblack wash", "mulberry paper", "rice paper", "charcoal", "silver gelatin", "calligraphy"],
    "impressionist": ["rococo", "romanticism", "folk art", "oil on linen", "pointillism"],
    "expressionist": ["impasto", "futurism", "fauvism", "gothic painting", "encaustic wax", "abstract", "acrylic"],
    "popart": [
        "bauhaus", "constructivism", "constructivist", "silkscreen", "paper collage", "collage", "poster",
        "comic", "cartoon", "graffiti", "spray paint", "digital painting", "vector shapes", "retro futurism",
    ],
    "fresco": [
        "renaissance portrait", "neoclassicism", "plaster fresco", "oil on panel", "gold leaf tempera",
        "baroque",
    ],
    "engraving": ["copperplate lines", "steel plate lines", "fine hatching", "hand-tinted photograph", "lithograph"],
    "pastelchalk": ["soft chalk", "powdered pastel", "chalk", "crayon", "pastel"],
    "pencil": ["graphite", "pencil leads", "pencil", "metalpoint", "prepared vellum", "photorealism", "drawing"],
    "artnouveau": [
        "linocut", "woodcut", "hand-rubbed impression", "woven tapestry", "woven thread", "knotted wool",
        "bronze lacquer", "gilded enamel", "cut paper",
    ],
    "starrynight": ["surrealism", "symbolism", "airbrushed acrylic", "nocturne"],
    "scarlet": ["layered glazes"],
    "woodblock": ["cyanotype", "carved cherry wood", "japanese print"],
    "stainedglass": [
        "art deco", "leaded glass", "byzantine icon", "tinted panes", "leaded panes", "jewel-bright panes",
        "gold tesserae", "mosaic tile", "glazed stone", "pebbles in lime", "mosaic",
    ],
}

PALETTE_KIN = {
    "monochrome": ["grey", "greyscale"],
}

# Words of the model that mean something else when a person says them.
PALETTE_UNHEARD = {
    "crimson": ["passion", "rage"],
    "violet": ["mystic", "magic", "wizard"],
    "rose": ["romantic", "love"],
    "pastel": ["delicate", "gentle", "baby"],
    "neon": ["party"],
}

MOOD_KIN = {
    "bright": [
        "joy", "delight", "amusement", "wonder", "hope", "first light", "morning", "high noon", "golden hour",
        "dappled light", "clear sunlight", "first day of spring", "sunday", "laughter", "optimism",
    ],
    "dark": [
        "grief", "sadness", "dread", "secrecy", "small hours", "candlelight", "moonlight", "starlight",
        "new moon", "evening", "noir",
    ],
    "misty": [
        "longing", "nostalgia", "melancholy", "serenity", "stillness", "silence", "blue hour", "twilight",
        "dusk", "overcast light", "fog", "mist", "after the rain", "aurora", "memory",
    ],
    "dramatic": [
        "defiance", "fury", "courage", "resolve", "pride", "majesty", "disdain", "excitement", "storm",
        "battle", "war", "lightning", "raking sunlight", "stage light", "firelight", "ember glow", "eclipse",
        "floodlight", "confidence", "ambition", "power",
    ],
}


def concepts(words: dict, kin: dict, unheard: dict = {}) -> list[dict]:
    assert {*kin, *unheard} <= words.keys(), "a list has no concept"
    tables = {"words": words, "kin": kin, "unheard": unheard}
    return [
        {"name": name} | {key: table[name] for key, table in tables.items() if name in table} for name in words
    ]


def vocabulary() -> dict:
    """What `vocabulary.json` says. The model understands nothing beyond these words: others would blur what it draws."""
    return {
        "closed": True,
        "styles": concepts(STYLE_WORDS, STYLE_KIN),
        "palettes": concepts(PALETTE_WORDS, PALETTE_KIN, PALETTE_UNHEARD),
        "moods": concepts(MOOD_WORDS, MOOD_KIN),
    }
