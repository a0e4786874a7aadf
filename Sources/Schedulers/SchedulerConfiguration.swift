package import Foundation

/// The contents of `scheduler_config.json`: how a model was trained, and the schedule that its author prefers.
package struct SchedulerConfiguration: Sendable, Hashable {
    package let schedule: NoiseSchedule
    package let predictionType: PredictionType
    /// The author's spacing, or nil where the file asks for one that this module does not have (Karras, exponential
    /// or beta sigmas): then the caller chooses.
    package let spacing: TimestepSpacing?

    /// Added to each timestep by `leading` spacing; 1, as SDXL's, where the file prefers another spacing.
    package var stepsOffset: Int {
        if case .leading(let offset)? = spacing { offset } else { 1 }
    }

    package init(schedule: NoiseSchedule, predictionType: PredictionType, spacing: TimestepSpacing?) {
        self.schedule = schedule
        self.predictionType = predictionType
        self.spacing = spacing
    }

    /// - Parameter data: the file's bytes, at most 1 MiB; keys that are absent take the values of SDXL.
    package init(json data: Data) throws(SchedulerError) {
        guard data.count <= 1 << 20 else { throw .configuration(reason: "it is larger than 1 MiB") }
        let file: File
        do {
            let decoder = JSONDecoder()
            // Python writes the -Infinity of `lambda_min_clipped` as it is; JSON has no such number.
            decoder.allowsJSON5 = true
            file = try decoder.decode(File.self, from: data)
        } catch {
            throw .configuration(reason: "it is not JSON of the expected form")
        }
        let name = file.beta_schedule ?? NoiseSchedule.BetaSchedule.scaledLinear.rawValue
        guard let betaSchedule = NoiseSchedule.BetaSchedule(rawValue: name) else {
            throw .configuration(reason: "beta_schedule \"\(name)\" is not linear or scaled_linear")
        }
        guard file.trained_betas == nil else { throw .configuration(reason: "it lists trained_betas") }
        try file.refuseOtherNoise()
        schedule = try NoiseSchedule(
            trainingSteps: file.num_train_timesteps ?? 1000, betaStart: file.beta_start ?? 0.00085,
            betaEnd: file.beta_end ?? 0.012, schedule: betaSchedule,
            zeroTerminalSNR: file.rescale_betas_zero_snr ?? false)
        let prediction = file.prediction_type ?? PredictionType.epsilon.rawValue
        guard let predictionType = PredictionType(rawValue: prediction) else {
            throw .configuration(reason: "prediction_type \"\(prediction)\" is not epsilon or v_prediction")
        }
        self.predictionType = predictionType
        spacing = try file.spacing(trainingSteps: schedule.trainingSteps)
    }

    /// The published solvers whose noise is given by betas; which of them a file names is the author's taste.
    private static let solversOfBetas: Set = [
        "DDIMScheduler", "DDPMScheduler", "DEISMultistepScheduler", "DPMSolverMultistepScheduler",
        "DPMSolverSDEScheduler", "DPMSolverSinglestepScheduler", "EulerAncestralDiscreteScheduler",
        "EulerDiscreteScheduler", "HeunDiscreteScheduler", "KDPM2AncestralDiscreteScheduler",
        "KDPM2DiscreteScheduler", "LCMScheduler", "LMSDiscreteScheduler", "PNDMScheduler", "SASolverScheduler",
        "TCDScheduler", "UniPCMultistepScheduler",
    ]

    // Names as in the file.
    private struct File: Decodable {
        let num_train_timesteps: Int?
        let beta_start: Double?
        let beta_end: Double?
        let beta_schedule: String?
        let trained_betas: [Double]?
        let rescale_betas_zero_snr: Bool?
        let prediction_type: String?
        let timestep_spacing: String?
        let steps_offset: Int?
        let use_karras_sigmas: Bool?
        let use_exponential_sigmas: Bool?
        let use_beta_sigmas: Bool?
        let use_flow_sigmas: Bool?
        let timestep_type: String?
        let sigma_min: Double?
        let sigma_max: Double?
        let sigma_data: Double?
        let _class_name: String?

        /// Solvers of another kind of noise have keys of the same names: taken for SDXL's they would paint nothing but
        /// noise.
        func refuseOtherNoise() throws(SchedulerError) {
            if let name = _class_name, !SchedulerConfiguration.solversOfBetas.contains(name) {
                throw .configuration(reason: "it is for \(name), whose kind of noise is not supported")
            }
            guard sigma_min == nil, sigma_max == nil, sigma_data == nil, use_flow_sigmas != true,
                timestep_type ?? "discrete" == "discrete"
            else { throw .configuration(reason: "it sets sigmas of its own instead of betas") }
        }

        func spacing(trainingSteps: Int) throws(SchedulerError) -> TimestepSpacing? {
            if use_karras_sigmas == true || use_exponential_sigmas == true || use_beta_sigmas == true { return nil }
            switch timestep_spacing ?? "leading" {
            case "leading":
                let offset = steps_offset ?? 1
                guard (0..<trainingSteps).contains(offset) else {
                    throw .configuration(reason: "steps_offset is \(offset), outside the training timesteps")
                }
                return .leading(stepsOffset: offset)
            case "trailing": return .trailing
            case "linspace": return .linspace
            case let other: throw .configuration(reason: "timestep_spacing \"\(other)\" is unknown")
            }
        }
    }
}
