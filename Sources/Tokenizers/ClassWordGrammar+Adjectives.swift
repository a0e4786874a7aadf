extension ClassWordGrammar {
    /// Adjectives for a person's looks, age, mood and rank. Not those that make names of things: a wild man, a painted
    /// lady, a pink lady, a burning man, a walking man, a grey lady, early man.
    static let adjectives = words(
        """
        same single old young elderly aged adult grown mature ageing aging tall short big little small slim slender thin skinny lean
        plump chubby stout sturdy strong muscular athletic frail fit handsome beautiful pretty lovely attractive charming
        gorgeous stunning striking dashing fine fair dark pale tanned freckled wrinkled weathered bearded mustached
        moustached unshaven bald balding blond blonde brunette black white brown rich poor wise kind gentle brave bold proud
        calm quiet serene happy sad lonely lone lonesome solitary angry serious stern grumpy cheerful joyful merry friendly
        shy curious nervous anxious tired weary sleepy bored relaxed relaxing worried excited amused surprised pensive
        thoughtful contemplative introspective dreamy moody melancholic noble royal regal aristocratic dignified
        distinguished refined sophisticated elegant graceful classy stylish fashionable chic glamorous fabulous formal casual
        modern contemporary futuristic medieval ordinary average normal professional famous mysterious enigmatic romantic
        heroic gothic majestic charismatic ethereal confident determined fierce intense tough rugged powerful fearless
        courageous daring imposing free new good great nice real very most more rather extremely incredibly slightly truly
        smiling laughing grinning frowning weeping crying seated sitting standing kneeling singing dreaming praying blushing
        beaming glowing brooding hooded veiled masked crowned tattooed uniformed shirtless hatless barefoot homeless ageless
        timeless retired married widowed talented gifted respected educated wounded exhausted blind deaf pregnant healthy
        male female youthful playful peaceful soulful wonderful hopeful mournful sorrowful wholesome winsome fearsome
        awesome boyish youngish tallish generous gracious joyous virtuous studious pious adventurous ambitious indigenous
        """)

    /// Where and when a person is from.
    static let peoples = words(
        """
        japanese chinese vietnamese portuguese lebanese burmese nepalese sudanese senegalese congolese maltese taiwanese
        balinese javanese cantonese viennese sinhalese italian indian brazilian canadian australian austrian egyptian
        persian russian ukrainian norwegian belgian bulgarian romanian hungarian albanian croatian serbian bosnian
        macedonian slovenian armenian georgian iranian syrian palestinian jordanian arabian ethiopian nigerian ghanaian
        algerian tunisian zambian namibian tanzanian colombian peruvian bolivian ecuadorian argentinian haitian hawaiian
        polynesian indonesian malaysian cambodian mongolian estonian latvian lithuanian scandinavian bavarian prussian
        parisian venetian sicilian bohemian victorian edwardian elizabethan christian asian mexican american
        african-american african cuban jamaican roman german korean moroccan libyan kenyan ugandan tibetan afghan
        european caribbean chilean pakistani israeli iraqi saudi bengali nepali punjabi somali thai filipino latino latina
        hispanic irish english scottish british spanish turkish danish swedish finnish polish jewish kurdish flemish amish
        icelandic czech slovak swiss greek french dutch welsh celtic slavic nordic arab muslim maori inuit
        """)

    /// The last part of an adjective of several: red-haired, well-dressed, 40-year-old.
    static let compoundEnds = words(
        """
        haired eyed skinned aged dressed looking shouldered cheeked chested bearded shaven mannered natured hearted clad old
        """)
}
