/// Lays coats of curved strokes, coarse to fine, each where the canvas still differs from the picture it is to reach
/// (Hertzmann 1998).
///
/// Strokes of a coat are set in a few rounds. In a round they are traced side by side, looking at the canvas as it
/// was before, and then painted in an order that random numbers give: the painting is the same for any number of
/// threads.
package struct StrokePlanner: Sendable {
    package let scene: StrokeScene
    package private(set) var list = StrokeList()
    private let seed: UInt64
    /// The painting so far, at half of the scene's size until brushes become fine.
    private var canvas: StrokeCanvas
    private var isHalved = true
    private var coats: UInt64 = 0

    /// - Parameter ground: color of the primed canvas.
    package init(_ scene: StrokeScene, ground: Ink, seed: UInt64) {
        self.init(
            scene, canvas: StrokeCanvas(scene.grid.halved, primed: ground, band: StrokeCanvas.pageBand), seed: seed)
    }

    /// - Parameter picture: what is there already, OKLab on the scene's grid.
    package init(_ scene: StrokeScene, over picture: ColorPlane, seed: UInt64) {
        let grid = scene.grid, half = grid.halved
        let canvas = StrokeCanvas(
            half, color: grid.reduced(picture, by: 2), grain: half.plane(0.5), band: StrokeCanvas.pageBand)
        self.init(scene, canvas: canvas, seed: seed)
    }

    private init(_ scene: StrokeScene, canvas: StrokeCanvas, seed: UInt64) {
        self.scene = scene
        self.canvas = canvas
        self.seed = seed
    }

    /// Adds a coat.
    ///
    /// - Throws: `CancellationError`.
    package mutating func lay(_ coat: Coat) throws {
        coats += 1
        if isHalved, coat.radius * scene.grid.unit < 3.2 { enlarge() }
        let brush = list.add(coat.brush)
        let seed = Dice.mixed(seed &* 1009 &+ coats)
        let reference = Reference(
            coat.target ?? scene.target, on: scene.grid, radius: coat.radius, blur: coat.blur)
        let rounds = coat.threshold == nil ? 1 : 6
        for round in 0..<rounds {
            try scene.grid.work.check()
            let tracer = StrokeTracer(
                scene: scene, coat: coat, reference: reference, canvas: canvas, brush: brush, seed: seed)
            let start = list.count
            for (stroke, line) in tracer.strokes(round: round, of: rounds) { list.append(stroke, along: line) }
            canvas.draw(list, start..<list.count)
        }
    }

    private mutating func enlarge() {
        let grid = scene.grid
        canvas = StrokeCanvas(
            grid, color: grid.sample(canvas.color, on: canvas.grid), grain: grid.plane(0.5), band: StrokeCanvas.pageBand
        )
        isHalved = false
    }

    /// Adds a stroke that is no part of a coat, on top of all.
    package mutating func touch(_ line: [SIMD2<Float>], radius: Float, color: SIMD3<Float>, brush: Brush) {
        let number = list.add(brush)
        list.append(
            Stroke(
                first: 0, count: 0, radius: radius, left: color, right: color, picked: color, brush: number,
                seed: UInt32(truncatingIfNeeded: list.count)), along: line)
    }
}
