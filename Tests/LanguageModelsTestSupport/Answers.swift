/// What a good model answers for each of Mecene's three stages.
package enum Answers {
    package static let idea = """
        {"sitter":"The sitter wears a dark coat and stands upright with folded arms today.",\
        "place":"Behind them a tall window opens on a quiet city of glass.",\
        "light":"Cool morning light falls from the left over blue and silver tones.",\
        "mood":"The mood is calm and proud, painted in broad strokes of oil.",\
        "title":"A City of Glass"}
        """
    package static let keywords = """
        {"themes":["ambition","resolve"],"colors":["blue","silver"],"styles":["realism","tonalism"],\
        "mediums":["oil on canvas","broad brushwork"],"subjects":["dark coat","folded arms"],\
        "emotions":["calm","pride"],"time":["morning","spring"],"places":["city","tall window"]}
        """
    package static let choice = """
        {"chosen":["ambition","resolve","blue","silver","realism","tonalism","oil on canvas","broad brushwork",\
        "dark coat","folded arms","calm","pride","morning","spring","city"]}
        """
}
