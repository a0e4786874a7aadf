import Testing

@testable import PortraitDomain

@Suite("Jobs and events as JSON")
struct StoredJobTests {
    private let worker = "018bcfe5-6800-7000-8000-000000000003"

    @Test("failures are errors that say whether another attempt may go better")
    func failures() throws {
        try expectForm(
            JobFailure.outOfMemory, is: #"{"code":"engine","isRetryable":true,"message":"out of memory"}"#)
        try expectForm(JobFailure.workerLost, is: #"{"code":"worker-lost","isRetryable":true}"#)
    }

    @Test("a job has this form in each state")
    func jobs() throws {
        var job = try Job.made()
        let request = try StoredJSON.text(of: job.request)
        func json(_ attempts: Int, _ events: Int, _ state: String) -> String {
            """
            {"attempts":\(attempts),"created":1700000000000,"eventCount":\(events),\
            "id":"018bcfe5-6800-7000-8000-000000000001","key":"form-7","owner":"018bcfe5-6800-7000-8000-000000000002",\
            "priority":"normal","progressCount":0,"request":\(request),"state":\(state),"token":\(attempts),\
            "updated":1700000000000}
            """
        }
        let now = job.created, rules = JobRules()
        try expectForm(job, is: json(0, 1, #"{"from":1700000000000,"name":"queued"}"#))
        _ = try job.apply(.leased(by: .made(3)), at: now, rules: rules)
        try expectForm(
            job,
            is: json(
                1, 2,
                #"{"lease":{"expires":1700000060000,"job":"018bcfe5-6800-7000-8000-000000000001","token":1,"#
                    + "\"worker\":\"\(worker)\"},\"name\":\"leased\"}"))
        try expectForm(JobState.done, is: #"{"name":"done"}"#)
        try expectForm(JobState.cancelled, is: #"{"name":"cancelled"}"#)
        try expectForm(
            JobState.failed(JobFailure(.cancelled)),
            is: #"{"failure":{"code":"cancelled","isRetryable":true},"name":"failed"}"#)
        try expectForm(
            JobState.dead(.workerLost), is: #"{"failure":{"code":"worker-lost","isRetryable":true},"name":"dead"}"#)
    }

    @Test("the queue's events have these forms")
    func queueEvents() throws {
        let time = UnixTime(milliseconds: 5)
        let lost = #""failure":{"code":"worker-lost","isRetryable":true}"#
        let events: [(JobEvent.Content, String)] = [
            (.queued, #"{"event":"queued","number":1,"time":5}"#),
            (
                .leased(.made(3), attempt: 2),
                "{\"attempt\":2,\"event\":\"leased\",\"number\":2,\"time\":5,\"worker\":\"\(worker)\"}"
            ),
            (.retried(.workerLost, from: time), "{\"event\":\"retried\",\(lost),\"from\":5,\"number\":3,\"time\":5}"),
            (.released(from: time), #"{"event":"released","from":5,"number":4,"time":5}"#),
            (.done, #"{"event":"done","number":5,"time":5}"#),
            (.failed(.workerLost), "{\"event\":\"failed\",\(lost),\"number\":6,\"time\":5}"),
            (.dead(.workerLost), "{\"event\":\"dead\",\(lost),\"number\":7,\"time\":5}"),
            (.cancelled, #"{"event":"cancelled","number":8,"time":5}"#),
        ]
        for (index, (content, json)) in events.enumerated() {
            try expectForm(JobEvent(number: index + 1, time: time, content: content), is: json)
        }
    }

    @Test("progress has these forms; pictures are referred to")
    func progress() throws {
        let hash = String(repeating: "0a", count: 32)
        let reference = FileReference(
            hash: .made, kind: .png, byteCount: 9, size: ImageSize(width: 64, height: 80))
        let file = "{\"byteCount\":9,\"hash\":\"\(hash)\",\"kind\":\"image/png\",\"size\":{\"height\":80,\"width\":64}}"
        let place = """
            {"attempt":0,"attemptCount":1,"image":1,"imageCount":2,"stage":"base","step":3,"stepCount":20}
            """
        let at = StageProgress(stage: .base, image: 1, imageCount: 2, step: 3, stepCount: 20)
        try expectForm(JobProgress.stage(at), is: "{\"event\":\"stage\",\"progress\":\(place)}")
        try expectForm(JobProgress.step(at), is: "{\"event\":\"step\",\"progress\":\(place)}")
        try expectForm(
            JobProgress.photographs([PhotographFindings(name: "a.jpg", remarks: [.turned(degrees: 90)])]),
            is: #"{"event":"photographs","photographs":[{"name":"a.jpg","remarks":[{"code":"turned","degrees":90}]}]}"#)
        try expectForm(
            JobProgress.preview(reference, image: 1), is: "{\"event\":\"preview\",\"image\":1,\"preview\":\(file)}")
        let portrait = Portrait(
            index: 1, image: PortraitImage(width: 1, height: 1, rgb: [1, 2, 3]), parameters: .made(), similarity: 0.5,
            notices: [.littleLikeness])
        var picture = FinishedPicture(portrait, file: reference)
        picture.stages = [FinishedPicture.Stage(name: .faceCrop, file: reference)]
        picture.document = FileReference(hash: .made, kind: .svg, byteCount: 7)
        picture.film = FileReference(hash: .made, kind: .gif, byteCount: 8)
        let json = """
            {"document":{"byteCount":7,"hash":"\(hash)","kind":"image/svg+xml"},"file":\(file),\
            "film":{"byteCount":8,"hash":"\(hash)","kind":"image/gif"},"index":1,"notices":["little-likeness"],\
            "parameters":\(try portrait.parameters.json()),"photographs":[],"similarity":0.5,\
            "stages":[{"file":\(file),"name":"face-crop"}]}
            """
        try expectForm(JobProgress.finished(picture), is: "{\"event\":\"finished\",\"picture\":\(json)}")
        let event = JobEvent(number: 9, time: UnixTime(milliseconds: 5), content: .progress(.step(at)))
        try expectForm(event, is: "{\"event\":\"step\",\"number\":9,\"progress\":\(place),\"time\":5}")
        #expect(JobProgress(.step(at)) == .step(at))
        #expect(JobProgress(.preview(portrait.image, image: 0)) == nil)
    }
}

extension JobFailure {
    fileprivate static let outOfMemory = JobFailure(.engine("out of memory"))
}
