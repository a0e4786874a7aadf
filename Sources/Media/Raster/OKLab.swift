#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// OKLab (Ottosson 2020): lightness L 0…1, a green to red, b blue to yellow. Colors are mixed and compared in it.
package enum OKLab {
    @inline(__always)
    package static func from(linear c: SIMD3<Float>) -> SIMD3<Float> {
        let l = cbrtf(0.4122214708 * c.x + 0.5363325363 * c.y + 0.0514459929 * c.z)
        let m = cbrtf(0.2119034982 * c.x + 0.6806995451 * c.y + 0.1073969566 * c.z)
        let s = cbrtf(0.0883024619 * c.x + 0.2817188376 * c.y + 0.6299787005 * c.z)
        return SIMD3(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
    }

    /// Linear red, green, blue; outside 0…1 where sRGB cannot show the color.
    @inline(__always)
    package static func linear(_ lab: SIMD3<Float>) -> SIMD3<Float> {
        let l = lab.x + 0.3963377774 * lab.y + 0.2158037573 * lab.z
        let m = lab.x - 0.1055613458 * lab.y - 0.0638541728 * lab.z
        let s = lab.x - 0.0894841775 * lab.y - 1.2914855480 * lab.z
        let l3 = l * l * l, m3 = m * m * m, s3 = s * s * s
        return SIMD3(
            4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
            -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
            -0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3)
    }

    @inline(__always)
    package static func from(srgb c: SIMD3<Float>) -> SIMD3<Float> {
        from(linear: SIMD3(decoded(c.x), decoded(c.y), decoded(c.z)))
    }

    /// sRGB, each channel kept within 0…1.
    @inline(__always)
    package static func srgb(_ lab: SIMD3<Float>) -> SIMD3<Float> {
        let c = linear(lab)
        return SIMD3(encoded(c.x), encoded(c.y), encoded(c.z))
    }

    /// sRGB's transfer function: a channel 0…1 to linear light.
    @inline(__always)
    package static func decoded(_ value: Float) -> Float {
        value <= 0.04045 ? value / 12.92 : powf((value + 0.055) / 1.055, 2.4)
    }

    /// Linear light to an sRGB channel 0…1, by a table of 4,096 steps.
    @inline(__always)
    package static func encoded(_ value: Float) -> Float {
        let place = clamp(value) * 4095
        let index = min(Int(place), 4094)
        return encoding.values[index] + (encoding.values[index + 1] - encoding.values[index]) * (place - Float(index))
    }

    /// Even steps of linear light. Below 0.0031 the curve is a line, which the table holds exactly; above it, where it is
    /// steepest, values between two steps are off by 0.005 of 255 levels.
    private static let encoding: Plane = {
        let table = Plane(width: 4096, height: 1)
        for index in 0..<4096 {
            let value = Float(index) / 4095
            table[index] = value <= 0.0031308 ? value * 12.92 : 1.055 * powf(value, 1 / 2.4) - 0.055
        }
        return table
    }()
}

/// A color given as sRGB `0xRRGGBB`.
package struct Ink: Sendable, Hashable, ExpressibleByIntegerLiteral {
    package var hex: UInt32

    package init(_ hex: UInt32) { self.hex = hex }
    package init(integerLiteral value: UInt32) { hex = value }

    /// Nearest color of sRGB.
    package init(lab: SIMD3<Float>) {
        let c = OKLab.srgb(lab) * 255 + 0.5
        hex = UInt32(c.x) << 16 | UInt32(c.y) << 8 | UInt32(c.z)
    }

    /// Red, green, blue 0…1.
    package var rgb: SIMD3<Float> {
        SIMD3(Float(hex >> 16 & 255), Float(hex >> 8 & 255), Float(hex & 255)) / 255
    }

    package var lab: SIMD3<Float> { OKLab.from(srgb: rgb) }
}

/// Colors over a value from 0 to 1, mixed in OKLab between the stops.
package struct Ramp: Sendable, Equatable {
    /// Rising positions.
    package let stops: [(at: Float, lab: SIMD3<Float>)]

    /// Evenly spread colors from dark to light.
    package init(_ inks: [Ink]) {
        self.init(inks.enumerated().map { (Float($0.offset) / Float(max(inks.count - 1, 1)), $0.element) })
    }

    package init(_ stops: [(Float, Ink)]) { self.stops = stops.map { ($0.0, $0.1.lab) } }
    package init(labs: [SIMD3<Float>]) {
        stops = labs.enumerated().map { (Float($0.offset) / Float(max(labs.count - 1, 1)), $0.element) }
    }

    package func callAsFunction(_ value: Float) -> SIMD3<Float> {
        guard let first = stops.first, let last = stops.last else { return .zero }
        if value <= first.at { return first.lab }
        if value >= last.at { return last.lab }
        var index = 1
        while stops[index].at < value { index += 1 }
        let a = stops[index - 1], b = stops[index]
        return mix(a.lab, b.lab, (value - a.at) / max(b.at - a.at, 1e-6))
    }

    package static func == (a: Ramp, b: Ramp) -> Bool {
        a.stops.count == b.stops.count && zip(a.stops, b.stops).allSatisfy { $0.at == $1.at && $0.lab == $1.lab }
    }

    /// 256 colors, for loops over pixels.
    package var table: [SIMD3<Float>] { (0..<256).map { self(Float($0) / 255) } }
}
