"""Prompts: the wordings of every style, palette and mood, and words near them, put together in many ways."""

import numpy as np

STYLE_WORDS = {
    "watercolor": ["watercolor", "watercolour painting", "aquarelle", "soft gouache", "washed watercolor", "gouache"],
    "ink": ["ink wash", "brush ink", "black ink painting", "sumi ink", "ink drawing", "calligraphy brush"],
    "impressionist": ["impressionist", "impressionism", "dappled brushwork", "monet canvas", "plein air painting"],
    "expressionist": ["expressionist oil", "expressionism", "thick oil paint", "wild brushstrokes", "oil painting"],
    "popart": ["pop art", "comic line art", "manga", "cartoon print", "comic book", "screen print"],
    "fresco": ["fresco", "terracotta fresco", "renaissance mural", "old master", "clay painting", "antique mural"],
    "engraving": ["engraving", "parchment etching", "banknote engraving", "etching", "antique print", "old map"],
    "pastelchalk": ["pastel chalk", "chalk drawing", "dreamy chalk", "crayon pastel", "soft chalk portrait"],
    "pencil": ["pencil drawing", "pencil sketch", "graphite sketch", "silverpoint", "frosted sketch", "sketch"],
    "artnouveau": ["art nouveau", "woodcut poster", "mucha poster", "carved wood", "lino cut", "decorative lines"],
    "starrynight": ["starry night", "van gogh", "swirling night sky", "post impressionist", "starlight swirls"],
    "scarlet": ["scarlet oil", "red noir", "blood red canvas", "red oil painting", "burning canvas", "lava painting"],
    "woodblock": ["japanese woodblock", "ukiyo e", "wave print", "hokusai", "woodblock print", "indigo print"],
    "stainedglass": ["stained glass", "cubist glass", "cathedral window", "cubism", "mosaic window", "glass mosaic"],
}

PALETTE_WORDS = {
    "golden": ["golden", "gold", "amber", "honey", "sunlit", "yellow", "royal", "harvest"],
    "crimson": ["crimson", "red", "ruby", "fiery", "blood", "fire", "passion", "rage"],
    "teal": ["teal", "turquoise", "cyan", "ocean", "sea", "underwater", "lagoon", "mermaid"],
    "violet": ["violet", "purple", "lavender", "mystic", "magic", "amethyst", "wizard", "cosmic"],
    "emerald": ["emerald", "green", "forest", "jungle", "mossy", "nature", "leaf", "garden"],
    "azure": ["azure", "blue", "sapphire", "icy", "winter", "frozen", "sky", "ice"],
    "rose": ["rose", "pink", "blossom", "romantic", "blush", "love", "flower", "candy"],
    "earth": ["earth", "brown", "sepia", "rustic", "desert", "vintage", "autumn", "ancient"],
    "monochrome": ["monochrome", "gray", "black and white", "grayscale", "silver", "steel", "stone", "ash"],
    "pastel": ["pastel", "pale", "soft colors", "creamy", "delicate", "spring", "gentle", "baby"],
    "neon": ["neon", "vivid", "electric", "fluorescent", "psychedelic", "cyberpunk", "rainbow", "party"],
}

MOOD_WORDS = {
    "bright": ["bright", "radiant", "sunny", "luminous", "cheerful", "happy", "joyful", "glowing"],
    "dark": ["dark", "night", "shadowy", "gloomy", "sinister", "gothic", "midnight", "sad"],
    "misty": ["misty", "foggy", "hazy", "dreamlike", "ethereal", "ghostly", "dream", "cloudy"],
    "dramatic": ["dramatic", "stormy", "theatrical", "intense", "epic", "powerful", "heroic", "thunder"],
}

CLASSES = ["person", "man", "woman", "face", "human", "boy", "girl", "portrait"]
NEGATIVES = ["blurry, low quality", "deformed", "ugly, bad drawing", "noise", "text, watermark"]


class Prompts:
    """Draws prompts for a painting's facts.

    `near` maps a concept to words that a language model finds near it; `others` are words that mean nothing to the
    picture, which real prompts are full of: the denoiser learns to look past them.
    """

    def __init__(self, names: dict, near: dict[str, list[str]], others: list[str], seed: int):
        self.names, self.near, self.others, self.draw = names, near, others, np.random.default_rng(seed)
        self.names_style = True

    def pick(self, options: list[str]) -> str:
        return options[self.draw.integers(len(options))]

    def word(self, table: dict[str, list[str]], concept: str) -> str:
        """A listed wording, or every third time a word near the concept."""
        near = self.near.get(concept, [])
        return self.pick(near) if near and self.draw.random() < 0.34 else self.pick(table[concept])

    def phrases(self, fact: np.ndarray) -> list[str]:
        style = self.names["styles"][fact[2]]
        palette, mood = self.names["palettes"][fact[3]], self.names["moods"][fact[4]]
        words = []
        self.names_style = self.draw.random() < 0.88
        if self.names_style:
            words.append(self.word(STYLE_WORDS, style))
        if palette in PALETTE_WORDS:
            words.append(self.word(PALETTE_WORDS, palette))
        if mood in MOOD_WORDS:
            words.append(self.word(MOOD_WORDS, mood))
        if self.draw.random() < 0.3:
            for _ in range(self.draw.integers(1, 9)):
                words.append(" ".join(self.pick(self.others) for _ in range(self.draw.integers(1, 3))))
        self.draw.shuffle(words)
        return words

    def __call__(self, fact: np.ndarray, trigger: bool) -> str:
        """A prompt; with `trigger` its class word is followed by `img`."""
        words = self.phrases(fact)
        who = self.pick(CLASSES) + (" img" if trigger else "")
        forms = [
            lambda: ", ".join([f"portrait of a {who}", *words]),
            lambda: ", ".join([f"a {who}", *words]),
            lambda: f"{' '.join(words)} portrait of a {who}",
            lambda: f"{' '.join(words)} {who}",
            lambda: f"a {who} in {' and '.join(words)} style" if words else f"a {who}",
            lambda: f"{who}, {' '.join(words)}",
        ]
        return forms[self.draw.integers(len(forms))]()
