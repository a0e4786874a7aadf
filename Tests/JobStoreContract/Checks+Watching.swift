import PortraitDomain

extension JobStoreContract {
    static let watchChecks: [JobStoreCheck] = [
        JobStoreCheck("watchers get every event once and in order, wherever they begin") { bench in
            let job = try await bench.enqueue()
            let lease = try await bench.lease().lease
            try await withThrowingTaskGroup(of: Void.self) { group in
                for start in [0, 0, 0, 1, 2, 17, 150, 201] {
                    group.addTask {
                        var numbers: [Int] = []
                        for try await event in bench.store.events(of: job.id, after: start) {
                            numbers.append(event.number)
                            try require(numbers.count <= 203, "events come again and again")
                        }
                        try require(numbers == Array(start + 1..<204), "after \(start) come \(numbers)")
                    }
                }
                group.addTask {
                    for step in 0..<200 {
                        try await bench.store.append([Bench.step(step)], under: lease)
                        if step % 7 == 0 { await Task.yield() }
                    }
                    _ = try await bench.store.end(lease, with: .done)
                }
                try await group.waitForAll()
            }
        },
        JobStoreCheck("who watches an ended job gets what is left and is not held") { bench in
            let job = try await bench.enqueue()
            _ = try await bench.store.cancel(job.id)
            for start in 0...3 {
                var count = 0
                for try await _ in bench.store.events(of: job.id, after: start) { count += 1 }
                try require(count == max(0, 2 - start), "after \(start) come \(count)")
            }
        },
        JobStoreCheck("a watcher is woken by each kind of end") { bench in
            for end in ["cancelled", "done", "failed"] {
                let job = try await bench.enqueue()
                let lease = try await bench.lease().lease
                async let last = bench.lastEvent(of: job.id)
                switch end {
                case "cancelled": _ = try await bench.store.cancel(job.id)
                case "done": _ = try await bench.store.end(lease, with: .done)
                default: _ = try await bench.store.end(lease, with: .failed(.noFace))
                }
                let code = try await last?.code
                try require(code == end, "the last is \(String(describing: code))")
            }
        },
        JobStoreCheck("a cancelled watcher returns") { bench in
            let job = try await bench.enqueue()
            let watchers = (0..<20).map { _ in Task { try await bench.lastEvent(of: job.id) } }
            // Some are waiting by now, others have not begun.
            for _ in 0..<10 { await Task.yield() }
            for watcher in watchers { watcher.cancel() }
            for watcher in watchers { _ = try await watcher.value }
        },
    ]
}

extension Bench {
    fileprivate func lastEvent(of id: ID<Job>) async throws -> JobEvent? {
        var last: JobEvent?
        for try await event in store.events(of: id) { last = event }
        return last
    }
}
