extension Array {
    /// The element of a direction's variation: any number, negative ones too, counted round.
    func variation(_ number: Int) -> Element { self[wrapped(number, count)] }
}

extension Direction {
    /// The variation for a medium that has so many, 0 ..< count.
    func variation(of count: Int) -> Int { wrapped(variation, count) }
}

/// `number` counted round into 0 ..< count.
private func wrapped(_ number: Int, _ count: Int) -> Int { (number % count + count) % count }
