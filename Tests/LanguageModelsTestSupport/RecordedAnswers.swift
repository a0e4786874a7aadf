/// Answers in the form that the vendors' documentation gives, with the fields that real servers send besides.
package enum RecordedAnswers {
    package static func openAI(_ content: String, finish: String = "stop") -> String {
        """
        {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion","created":1741569952,\
        "model":"gpt-4.1-2025-04-14","choices":[{"index":0,"message":{"role":"assistant","content":\
        \(quoted(content)),"refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"\(finish)"}],\
        "usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,\
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0}},"service_tier":"default"}
        """
    }

    package static func openAITool(_ arguments: String) -> String {
        """
        {"id":"chatcmpl-abc123","object":"chat.completion","created":1699896916,"model":"gpt-4o-mini",\
        "choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_abc123",\
        "type":"function","function":{"name":"idea","arguments":\(quoted(arguments))}}]},"logprobs":null,\
        "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":82,"completion_tokens":17,"total_tokens":99}}
        """
    }

    /// Names, pieces, the last chunk, the usage and the end mark.
    package static func openAIStream(_ pieces: [String]) -> [String] {
        let head = #""id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini""#
        func chunk(_ delta: String, finish: String = "null") -> String {
            #"data: {\#(head),"choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(finish)}],"usage":null}"#
        }
        return [chunk(#"{"role":"assistant","content":""}"#)]
            + pieces.map { chunk(#"{"content":\#(quoted($0))}"#) }
            + [
                chunk("{}", finish: #""stop""#),
                #"data: {\#(head),"choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10}}"#,
                "data: [DONE]",
            ]
    }

    package static func anthropicTool(_ input: String) -> String {
        """
        {"id":"msg_01Aq9w938a90dw8q","type":"message","role":"assistant","model":"claude-sonnet-4-5",\
        "content":[{"type":"text","text":"Here it is."},{"type":"tool_use","id":"toolu_01A09q90qw90lq917835lq9",\
        "name":"idea","input":\(input)}],"stop_reason":"tool_use","stop_sequence":null,\
        "usage":{"input_tokens":375,"output_tokens":36,"cache_read_input_tokens":0}}
        """
    }

    package static func anthropicText(_ text: String) -> String {
        """
        {"id":"msg_013Zva2CMHLNnXjNJJKqJ2EF","type":"message","role":"assistant","model":"claude-sonnet-4-5",\
        "content":[{"type":"text","text":\(quoted(text))}],"stop_reason":"end_turn","stop_sequence":null,\
        "usage":{"input_tokens":12,"output_tokens":6}}
        """
    }

    package static func anthropicStream(_ pieces: [String], tool: Bool = false) -> [String] {
        let block =
            tool ? #"{"type":"tool_use","id":"toolu_1","name":"idea","input":{}}"# : #"{"type":"text","text":""}"#
        func delta(_ piece: String) -> String {
            tool
                ? #"{"type":"input_json_delta","partial_json":\#(quoted(piece))}"#
                : #"{"type":"text_delta","text":\#(quoted(piece))}"#
        }
        let start = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY","type":"message",\
            "role":"assistant","content":[],"model":"claude-sonnet-4-5","stop_reason":null,"stop_sequence":null,\
            "usage":{"input_tokens":25,"output_tokens":1}}}
            """
        let blockStart =
            "event: content_block_start\n"
            + #"data: {"type":"content_block_start","index":0,"content_block":\#(block)}"#
        return [start, blockStart, "event: ping\n" + #"data: {"type": "ping"}"#]
            + pieces.map {
                "event: content_block_delta\n"
                    + #"data: {"type":"content_block_delta","index":0,"delta":\#(delta($0))}"#
            }
            + [
                "event: content_block_stop\n" + #"data: {"type":"content_block_stop","index":0}"#,
                "event: message_delta\n"
                    + #"data: {"type":"message_delta","delta":{"stop_reason":"\#(tool ? "tool_use" : "end_turn")","#
                    + #""stop_sequence":null},"usage":{"output_tokens":15}}"#,
                "event: message_stop\n" + #"data: {"type":"message_stop"}"#,
            ]
    }

    package static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0 == "\n" ? "\\n" : "\($0)" }.joined() + "\""
    }
}
