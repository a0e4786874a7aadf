import Foundation
import Schedulers
import Testing

@Suite("Requests that cannot be served")
struct RefusalTests {
    static let spacings: [TimestepSpacing] = [
        .leading(stepsOffset: 1), .trailing, .linspace, .alignYourSteps(.logLinearTimesteps), .alignYourSteps(.sigmas),
    ]

    @Test("1 and 150 steps work, 0, 151 and 172 do not", arguments: SchedulerKind.allCases)
    func stepCounts(kind: SchedulerKind) throws {
        for spacing in Self.spacings {
            for count in [1, 150] {
                let scheduler = try Scheduler(kind, spacing: spacing, stepCount: count)
                #expect(scheduler.timesteps.count == count && scheduler.sigmas.count == count + 1)
                #expect(zip(scheduler.timesteps, scheduler.timesteps.dropFirst()).allSatisfy { $0 >= $1 })
                #expect(zip(scheduler.sigmas, scheduler.sigmas.dropFirst()).allSatisfy { $0 > $1 })
            }
            for count in [-1, 0, 151, 172] {
                #expect(throws: SchedulerError.stepCount(count)) {
                    try Scheduler(kind, spacing: spacing, stepCount: count)
                }
            }
        }
        #expect(SchedulerError.stepCount(172).description.contains("1 to 150"))
    }

    @Test("custom lists of the wrong length, order or range")
    func customLists() {
        for list in [[900.0], [500, 500], [100, 900], [1000, 10], [10, -1], [.nan, 10]] {
            #expect(throws: SchedulerError.self) { try Scheduler(.euler, spacing: .custom(list), stepCount: 2) }
        }
        // Two fractions of one whole timestep.
        #expect(throws: SchedulerError.duplicateTimestep(500)) {
            try Scheduler(.ddim, spacing: .custom([500.9, 500.1]), stepCount: 2)
        }
    }

    @Test("strengths outside (0, 1]")
    func strengths() {
        for strength in [0, -0.1, 1.01, .nan] {
            #expect(throws: SchedulerError.self) {
                try Scheduler(.euler, spacing: .trailing, stepCount: 10, strength: strength)
            }
        }
    }

    @Test("guidance below 1 or not a number, merge starts below 0")
    func plans() {
        for scale in [0.99, -1, .infinity, .nan] {
            #expect(throws: SchedulerError.self) { try GuidancePlan(stepCount: 10, scale: scale) }
        }
        #expect(throws: SchedulerError.self) { try GuidancePlan(stepCount: 0, scale: 5) }
        #expect(throws: SchedulerError.self) { try MergePlan(startMergeStep: -1) }
    }

    @Test("noise schedules that no model has")
    func schedules() {
        #expect(throws: SchedulerError.self) { try NoiseSchedule(trainingSteps: 1, betaStart: 0.1, betaEnd: 0.2) }
        #expect(throws: SchedulerError.self) { try NoiseSchedule(betaStart: 0.2, betaEnd: 0.1) }
        #expect(throws: SchedulerError.self) { try NoiseSchedule(betaStart: 0, betaEnd: 0.1) }
        #expect(throws: SchedulerError.self) { try NoiseSchedule(betaStart: 0.5, betaEnd: 1) }
        #expect(throws: SchedulerError.self) { try NoiseSchedule(betaStart: .nan, betaEnd: 0.1) }
    }

    @Test("configuration files: read, and refused with a reason")
    func configurations() throws {
        func read(_ text: String) throws -> SchedulerConfiguration { try SchedulerConfiguration(json: Data(text.utf8)) }
        let published = try read(
            #"{"timestep_spacing": "leading", "steps_offset": 1, "prediction_type": "epsilon", "unknown": [1, {}]}"#)
        #expect(published.spacing == .leading(stepsOffset: 1))
        #expect(published.schedule == .stableDiffusionXL)
        #expect(try read(#"{"timestep_spacing": "trailing", "prediction_type": "v_prediction"}"#).spacing == .trailing)
        #expect(try read(#"{"use_karras_sigmas": true}"#).spacing == nil)
        #expect(try read("{}").predictionType == .epsilon)
        let euler = #"{"_class_name": "EulerDiscreteScheduler", "sigma_min": null, "timestep_type": "discrete"}"#
        #expect(try read(euler).schedule == .stableDiffusionXL)
        // As diffusers writes it.
        #expect(try read(#"{"lambda_min_clipped": -Infinity, "steps_offset": 0}"#).stepsOffset == 0)
        let bad = [
            "", "[]", "{", #"{"prediction_type": "sample"}"#, #"{"beta_schedule": "squaredcos_cap_v2"}"#,
            #"{"trained_betas": [0.1]}"#, #"{"timestep_spacing": "random"}"#, #"{"steps_offset": 1000}"#,
            #"{"_class_name": "EDMEulerScheduler"}"#, #"{"_class_name": "FlowMatchEulerDiscreteScheduler"}"#,
            #"{"sigma_data": 0.5}"#, #"{"sigma_min": 0.002}"#, #"{"sigma_max": 80}"#, #"{"use_flow_sigmas": true}"#,
            #"{"timestep_type": "continuous"}"#, #"{"steps_offset": -1}"#, #"{"num_train_timesteps": 100000}"#,
            #"{"beta_start": "0.1"}"#,
        ]
        for text in bad { #expect(throws: SchedulerError.self, "\(text)") { try read(text) } }
        let large = Data(repeating: UInt8(ascii: " "), count: 1 << 20 + 1)
        #expect(throws: SchedulerError.self) { try SchedulerConfiguration(json: large) }
    }
}
