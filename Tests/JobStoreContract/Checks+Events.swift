import PortraitDomain

extension JobStoreContract {
    static let eventChecks: [JobStoreCheck] = [
        JobStoreCheck("events have numbers without gaps, through every turn of a job's life") { bench in
            let job = try await bench.enqueue()
            let first = try await bench.lease().lease
            try await bench.store.append([Bench.step(1), Bench.step(2)], under: first)
            bench.outlastLease()
            let second = try await bench.lease().lease
            try await bench.store.append([Bench.step(1)], under: second)
            _ = try await bench.store.end(second, with: .released(after: .zero))
            let third = try await bench.lease().lease
            _ = try await bench.store.end(third, with: .done)
            let events = try await bench.events(of: job.id)
            try bench.requireOrder(events)
            let codes = [
                "queued", "leased", "step", "step", "retried", "leased", "step", "released", "leased", "done",
            ]
            try require(events.map(\.code) == codes, "they are \(events.map(\.code))")
            try require(await bench.job(job.id).eventCount == codes.count, "the job counts otherwise")
        },
        JobStoreCheck("reading begins after the number, beyond the end too") { bench in
            let job = try await bench.enqueue()
            let lease = try await bench.lease().lease
            try await bench.store.append((1...8).map(Bench.step), under: lease)
            for number in [-1, 0, 1, 5, 10, 11, 1 << 40, .max] {
                let events = try await bench.store.read(job.id, after: number, waits: false).events
                let next = number < 0 ? 1 : number < 10 ? number + 1 : nil
                try require(events.first?.number == next, "after \(number) comes \(String(describing: events.first))")
            }
        },
        JobStoreCheck("what one worker writes at once is not torn by another") { bench in
            let job = try await bench.enqueue()
            let lease = try await bench.lease().lease
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<20 {
                    group.addTask {
                        try await bench.store.append((0..<5).map { Bench.step(writer * 5 + $0) }, under: lease)
                    }
                }
                try await group.waitForAll()
            }
            let events = try await bench.events(of: job.id)
            try bench.requireOrder(events)
            let steps = events.compactMap(\.stepNumber)
            try require(steps.count == 100, "there are \(steps.count) steps")
            for start in stride(from: 0, to: 100, by: 5) {
                let batch = Array(steps[start..<start + 5])
                try require(batch[0] % 5 == 0 && batch == Array(batch[0]..<batch[0] + 5), "a batch was torn: \(batch)")
            }
        },
        JobStoreCheck("progress beyond the limit is refused whole, and the job still ends", rules: .small) { bench in
            let job = try await bench.enqueue()
            let lease = try await bench.lease().lease
            try await bench.store.append((1...3).map(Bench.step), under: lease)
            try await requireError(.tooManyEvents) {
                try await bench.store.append((4...5).map(Bench.step), under: lease)
            }
            try await bench.store.append([Bench.step(4)], under: lease)
            _ = try await bench.store.end(lease, with: .done)
            let events = try await bench.events(of: job.id)
            try bench.requireOrder(events)
            try require(events.count == 7 && events.last?.content == .done, "they are \(events.map(\.code))")
        },
        JobStoreCheck("progress comes back as it was written") { bench in
            let job = try await bench.enqueue()
            let lease = try await bench.lease().lease
            let progress: [JobProgress] = [
                .photographs([PhotographFindings(name: "ann.jpg", remarks: [.turned(degrees: 90), .dark])]),
                .stage(StageProgress(stage: .loading)), Bench.step(7),
            ]
            try await bench.store.append(progress, under: lease)
            let contents = try await bench.events(of: job.id).suffix(3).map(\.content)
            try require(contents == progress.map { .progress($0) }, "it is \(contents)")
        },
    ]
}

extension JobEvent {
    var stepNumber: Int? {
        if case .progress(.step(let progress)) = content { progress.step } else { nil }
    }
}
