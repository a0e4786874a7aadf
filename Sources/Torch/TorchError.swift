import CTorch

/// A failure inside libtorch, or an operand that an operator cannot take.
package enum TorchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The device has no memory left for the result.
    case outOfMemory(String)
    /// libtorch refused the operation; the text is its own.
    case failed(String)
    /// The device asked for is not there.
    case deviceUnavailable(Unavailable)

    package enum Unavailable: Hashable, Sendable {
        /// Its driver gives no answer.
        case noAnswer
        /// This libtorch was built without CUDA.
        case noLibrary
    }

    package var description: String {
        switch self {
        case .outOfMemory(let detail):
            // "tried to allocate 3211264 bytes", "Tried to allocate 2.00 GiB".
            detail.firstMatch(of: /allocate ([0-9.]+ [A-Za-z]+)/).map {
                "out of memory: \($0.output.1) more were wanted"
            }
                ?? "out of memory"
        case .failed(let detail): "tensor operation failed: \(detail)"
        case .deviceUnavailable(.noAnswer): "no CUDA GPU answers"
        case .deviceUnavailable(.noLibrary): "this libtorch has no CUDA half"
        }
    }
}

/// Turns a status of the C interface into a Swift error.
func check(_ status: Int32) throws(TorchError) {
    guard status != 0 else { return }
    let text = String(cString: ctorch_last_error())
    let firstLine = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? text
    throw status == Int32(CTORCH_OUT_OF_MEMORY.rawValue) ? .outOfMemory(firstLine) : .failed(firstLine)
}
