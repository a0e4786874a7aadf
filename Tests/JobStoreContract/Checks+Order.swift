import PortraitDomain

extension JobStoreContract {
    static let orderChecks: [JobStoreCheck] = [
        JobStoreCheck("an owner's jobs come in the order in which they were sent") { bench in
            let owner = bench.ids.next(Owner.self)
            var sent: [ID<Job>] = []
            for _ in 0..<20 {
                sent.append(try await bench.enqueue(owner: owner).id)
                bench.clock.advance(.milliseconds(1))
            }
            try require(await bench.leaseAll().map(\.id) == sent, "the order is another")
        },
        JobStoreCheck("two owners take turns, however many jobs one of them has") { bench in
            let busy = bench.ids.next(Owner.self), guest = bench.ids.next(Owner.self)
            for _ in 0..<30 { try await bench.enqueue(owner: busy) }
            _ = try await bench.lease()
            for _ in 0..<5 { try await bench.enqueue(owner: guest) }
            let owners = try await bench.leaseAll().map(\.owner)
            for turn in 0..<5 {
                let pair = Set(owners[turn * 2..<turn * 2 + 2])
                try require(pair == [busy, guest], "one owner has two turns: \(turn)")
            }
        },
        JobStoreCheck("nobody saves up a claim by asking for nothing") { bench in
            let busy = bench.ids.next(Owner.self), late = bench.ids.next(Owner.self)
            for _ in 0..<40 { try await bench.enqueue(owner: busy) }
            for _ in 0..<20 { _ = try await bench.lease() }
            for _ in 0..<20 { try await bench.enqueue(owner: late) }
            let first = try await bench.leaseAll().prefix(10).map(\.owner)
            let count = first.count { $0 == busy }
            try require((4...6).contains(count), "of ten turns \(count) are the first owner's")
        },
        JobStoreCheck("a job of many pictures is as many turns") { bench in
            let many = bench.ids.next(Owner.self), one = bench.ids.next(Owner.self)
            for _ in 0..<5 { try await bench.enqueue(owner: many, count: 8) }
            for _ in 0..<20 { try await bench.enqueue(owner: one) }
            let first = try await bench.leaseAll().prefix(9).map(\.owner)
            let count = first.count { $0 == many }
            try require((1...2).contains(count), "of nine turns \(count) are for eight pictures")
        },
        JobStoreCheck("higher priorities come first") { bench in
            let owner = bench.ids.next(Owner.self)
            for priority in [JobPriority.low, .high, .normal, .high, .low] {
                try await bench.enqueue(owner: owner, priority: priority)
                bench.clock.advance(.milliseconds(1))
            }
            let order = try await bench.leaseAll().map(\.priority)
            try require(order == [.high, .high, .normal, .low, .low], "the order is \(order)")
        },
        JobStoreCheck("a low priority that has waited for long is served before new high ones") { bench in
            let low = try await bench.enqueue(priority: .low)
            bench.clock.advance(bench.rules.ageing * 2)
            for _ in 0..<5 { try await bench.enqueue(priority: .high) }
            try require(await bench.lease().job.id == low.id, "it still waits")
        },
        JobStoreCheck("an empty queue has nothing to lease") { bench in
            try require(await bench.store.lease(to: bench.worker()) == nil, "there is a job")
        },
    ]
}

extension Bench {
    /// Every job that waits, in the order in which they are leased; the leases are kept.
    func leaseAll() async throws -> [Job] {
        var jobs: [Job] = []
        while let leased = try await store.lease(to: worker()) { jobs.append(leased.job) }
        return jobs
    }
}
