/// Word lists of the safety rules. They are short on purpose: a word stands here when it is rarely meant otherwise.
enum SafetyLists {
    static let sexual = phrases(
        """
        nude, naked, nudity, topless, bottomless, undressed, unclothed, porn, porno, pornographic, pornography,
        hentai, xxx, nsfw, sex, sexy, sexual, sexually, erotic, erotica, erotically, orgasm, orgasmic, orgy, fetish,
        bdsm, bondage, dominatrix, stripper, striptease, prostitute, whore, slut, hooker, escort girl, penis, phallus,
        phallic, vagina, vulva, clitoris, genital, genitalia, testicle, scrotum, breast, boob, tit, nipple, areola,
        buttock, anus, anal, cum, semen, sperm, ejaculate, ejaculation, masturbate, masturbation, masturbating,
        intercourse, coitus, copulate, copulation, fornicate, fornication, blowjob, handjob, dildo, vibrator,
        lingerie, camgirl, milf, horny, lewd, lustful, lust, seduce, seduction, seductive, seductress, voyeur,
        voyeurism, incest, rape, raping, rapist, molest, pedophile, pedophilia, paedophile, bestiality, zoophilia,
        necrophilia, fellatio, cunnilingus, sodomy, sodomite, pubic, foreplay, threesome, gangbang, brothel, bordello,
        fuck, fucking, cunt, pussy, cock, dick, aphrodisiac, libido, libidinous, lascivious, prurient, salacious,
        concupiscence, carnal, erection, erogenous, virgin, virginity, nymphomaniac, nymphet, playboy bunny,
        courtesan, concubine, harlot, strumpet, gigolo, call girl, sadomasochism, sadomasochistic, exhibitionist,
        lecher, lecherous, transvestite, lap dance, pole dance, bare chest, no clothes, without clothes, nudist,
        nudism, nudie, nudeness, nakedness, nakedly, birthday suit, undressing, bare breasted, busty, cleavage,
        upskirt, panty, panties, thong, sexting, sexier, sexiest, sexily, sexiness, sexpot, sexed, oversexed,
        eroticism, homoeroticism, autoeroticism, carnality, lasciviousness, lustfulness, lechery, prurience,
        nymphomania, satyriasis, lovemaking, making love, coition, buggery, fellation, cunnilinctus, onanism,
        pederasty, pederast, paedophilia, catamite, streetwalker, floozy, floozie, cocotte, callgirl, smut, smutty,
        pron, minge, pudendum, testis, testes, teat, bollock, ballock, wank, wanker, shtup, jerking off, jacking off,
        hand job, blow job, nookie, nooky, boner, titty, cumshot, cumming, bukkake, deepthroat, creampie, ahegao,
        ecchi, futanari, onlyfans, camboy, fucker, motherfucker, fucked, dickhead, cocksucker, masturbator,
        masturbated, seducing, seduced, seductively, rapey, incestuous, orgiastic, fetishist, fetishistic, stripclub,
        strip club, strip tease, without any clothes, wearing nothing, in the buff, unclad, pornstar, boobies, kinky,
        undies, underwear, nackt, nackte, desnuda, desnudo, erotisch, erotique, erotico, erotica
        """)

    static let minors = phrases(
        """
        child, children, childlike, childish, kid, kiddie, toddler, infant, infantile, baby, babies, newborn, neonate,
        teen, teenage, teenager, preteen, tween, adolescent, adolescence, underage, minor, juvenile, youngster,
        schoolgirl, schoolboy, schoolchild, schoolchildren, kindergartner, kindergartener, preschooler, pupil of
        school, girl, boy, lad, lass, lassie, laddie, boyhood, girlhood, childhood, babyhood, infancy, puberty,
        pubescent, prepubescent, loli, lolita, shota, tot, foundling, waif, urchin, nursling, suckling, moppet,
        bambino, orphan, stepchild, grandchild, grandchildren, godchild, tomboy, brat, bairn, schoolkid,
        kiddy, kiddo, preteenager, teenaged, teenybopper, underaged, babygirl, babyboy, papoose, preemie, nipper,
        stripling, hobbledehoy, guttersnipe, ragamuffin, younker, youngling, fosterling, pickaninny, dayboy, daygirl,
        plowboy, ploughboy, newsboy, choirgirl, tomboyish, girlie, girly, putto, putti, jailbait, barely legal,
        lolicon, shotacon, preschool, kindergarten, nursery school, elementary school, primary school, grade school,
        middle school, junior high, high school, highschooler, high schooler, middle schooler, schooler, grader,
        highschool, middleschool, gradeschool, little one, young one, boy scout, girl scout, cub scout, choirboy, ball boy,
        under 18, under eighteen, sweet sixteen, fetus, bambina, petite fille, kleines mädchen, menina, enfant
        """)

    /// Phrases with words of the lists above that mean neither, whatever stands around them; in these spellings only.
    /// None begins with a word that describes a body too: "great tit" is a bird, and "with great tits" is not.
    static let harmless = phrases(
        """
        baby blue, baby pink, baby grand, baby boom, baby boomer, baby boomers, baby breath, baby's breath, baby steps,
        child's play, kid glove, kid gloves, kid leather, boy band, boy bands, boy racer, girl boss, girl bosses, girl
        power, enfant terrible, girl group, girl groups, middle age, minor key, minor keys, minor chord, minor chords, minor scale, minor
        scales, minor mode, minor third, minor thirds, minor sixth, minor seventh, minor planet, minor planets, minor
        miracle, minor miracles, minor character, minor characters, minor poet, minor poets, minor god, minor gods,
        minor deity, minor deities, minor arcana, minor prophet, minor prophets, minor league, minor leagues, ursa
        minor, canis minor, asia minor, b minor, c minor, d minor, e minor, f minor, g minor, c sharp minor, d sharp
        minor, f sharp minor, g sharp minor, a flat minor, b flat minor, e flat minor, road grader, naked eye, naked
        truth, naked truths, naked flame, naked flames, naked bulb, naked bulbs, naked ambition, naked tree, naked
        trees, naked branch, naked branches, virgin snow, virgin forest, virgin forests, virgin wool, virgin olive oil,
        virgin oil, virgin soil, virgin territory, virgin wilderness, virgin canvas, virgin paper, virgin island, virgin
        islands, robin redbreast, breast pocket, breast pockets, breast plate, breast stroke, double breasted, single
        breasted, cock crow, cock robin, cock sparrow, cock pheasant, weather cock, blue tit, coal tit, marsh tit,
        crested tit, tailed tit, tit for tat, pussy willow, pussy willows, pussy cat, sperm whale, sperm whales, rape
        seed, hooker's green, wire stripper, cum laude, lust for life, cleavage plane, cleavage planes, social
        intercourse, spotted dick, moby dick, moby dick's, trump card, trump cards, sonata in a minor, suite in a minor,
        prelude in a minor, concerto in a minor, fugue in a minor, symphony in a minor, waltz in a minor, nocturne in a
        minor, mazurka in a minor, quartet in a minor, quintet in a minor, trio in a minor, partita in a minor, rondo in
        a minor, toccata in a minor, mass in a minor, march in a minor, bagatelle in a minor, key of a minor, sea
        urchin, sea urchins, naked mole rat, naked mole rats, virgin mary, chicken breast, chicken breasts, duck breast,
        duck breasts, turkey breast, blue tits, coal tits, marsh tits, crested tits, tailed tits, newton's cradle,
        newton's cradles, halley's comet, noah's ark, faraday cage, faraday cages, tiffany lamp, tiffany lamps, edison bulb, edison
        bulbs, lincoln green, laughing buddha, laughing buddhas, big ben, bob cut, bob cuts, bob haircut, bob hairstyle,
        plumb bob, plumb bobs, tom cat, tom cats, tom yum, jenny wren, jenny wrens, mona lisa, mona lisa's,
        buddha, buddhas, moses, abraham, solomon, king solomon, king david, adam and eve, virgin of guadalupe, salome, judith
        and holofernes, george and the dragon, macbeth, captain ahab
        """, exactly: true)

    /// People of today who are asked for by name, names that no dictionary has, and heroes of today's films and books,
    /// whose faces are their actors'.
    static let people = phrases(
        """
        donald trump, trump, melania, joe biden, biden, barack obama, obama, hillary clinton, kamala harris, putin,
        vladimir putin, zelensky, zelenskyy, xi jinping, kim jong, boris johnson, angela merkel, merkel, macron,
        netanyahu, erdogan, modi, elon musk, jeff bezos, bezos, bill gates, zuckerberg, steve jobs, sam altman, tim
        cook, taylor swift, beyonce, beyoncé, rihanna, kanye, kanye west, kim kardashian, kardashian, ariana grande,
        billie eilish, eilish, lady gaga, justin bieber, bieber, selena gomez, katy perry, britney, britney spears,
        miley cyrus, dua lipa, shakira, adele, eminem, jay z, drake rapper, snoop dogg, ed sheeran, harry styles,
        freddie mercury, david bowie, bowie, michael jackson, elvis, elvis presley, john lennon, lennon, mccartney,
        brad pitt, angelina jolie, tom cruise, tom hanks, johnny depp, depp, leonardo dicaprio, dicaprio, scarlett
        johansson, johansson, emma watson, emma stone, jennifer lawrence, jennifer lopez, natalie portman, keanu
        reeves, keanu, ryan gosling, margot robbie, robbie, zendaya, timothee chalamet, chalamet, morgan freeman, will
        smith, denzel, oprah, oprah winfrey, winfrey, ronaldo, cristiano ronaldo, messi, lionel messi, lebron, lebron
        james, serena williams, federer, nadal, djokovic, usain bolt, david beckham, beckham, mbappe, greta thunberg,
        thunberg, malala, pope francis, dalai lama, king charles, queen elizabeth, prince harry, meghan markle,
        markle, princess diana, lady di, marilyn monroe, monroe, audrey hepburn, hepburn, frida kahlo, kahlo, banksy,
        basquiat, yayoi kusama, kusama, greg rutkowski, rutkowski, artgerm, loish, sakimichan, wlop, annie leibovitz,
        leibovitz, hayao miyazaki, miyazaki, tim burton, wes anderson, einstein, napoleon, degas, edvard munch, johann
        sebastian bach, jackson pollock, maurice ravel, stephen hawking, hitler, adolf hitler, stalin, mussolini, osama,
        bin laden, saddam, gaddafi, epstein, weinstein, stormy daniels, amber heard, harry potter, hermione, dumbledore,
        voldemort, frodo, gandalf, aragorn, luke skywalker, darth vader, princess leia, indiana jones, james bond, lara
        croft, spiderman, spider man, batman, catwoman, superman, wonder woman, captain america, tony stark, katniss,
        daenerys, jon snow, walter white, mickey mouse
        """)

    private static func phrases(_ text: String, exactly: Bool = false) -> PhraseTable {
        PhraseTable(text.split(separator: ",").map { words(String($0)) }, exactly: exactly)
    }

    static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
