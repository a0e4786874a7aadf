import Torch

/// What `work` makes of all rows at once; where memory is too short for that, of half of them at a time.
/// - Parameters:
///   - release: gives cached memory back, between a failure and the next try.
///   - work: one result for each row, in order.
/// - Throws: what `work` throws, and its want of memory where one row is too much.
func halving<Row, Output>(
    _ rows: [Row], release: () throws -> Void, _ work: ([Row]) throws -> [Output]
) throws -> [Output] {
    do {
        return try work(rows)
    } catch TorchError.outOfMemory where rows.count > 1 {
        try release()
        let half = rows.count / 2
        return try halving(Array(rows[..<half]), release: release, work)
            + halving(Array(rows[half...]), release: release, work)
    }
}
