import WordSafety

extension MeceneGraph {
    /// Replaces a title that no repair could mend, so that the idea need not be written again.
    func entitled(_ repaired: Repaired<Idea>, _ input: MeceneInput) -> Repaired<Idea> {
        guard let problem = titleProblem(repaired.value, input) else { return repaired }
        let idea = repaired.value.titled(ownTitle(repaired.value, input))
        return Repaired(value: idea, repairs: repaired.repairs + ["wrote another title: \(problem)"])
    }

    /// Our own title is always accepted, even when it only repeats the person's words.
    func titleProblem(_ idea: Idea, _ input: MeceneInput) -> String? {
        guard let title = idea.title, let problem = title.problems(safety, words: input.words).first,
            title != ownTitle(idea, input)
        else { return nil }
        return problem
    }

    func ownTitle(_ idea: Idea, _ input: MeceneInput) -> Title {
        (fallback ?? author).title(for: idea, input) ?? .plain(input.words)
    }
}
