/// The number that 16 bits stand for in IEEE 754's half precision, exactly.
///
/// No branch and no denormal arithmetic, so that a loop over it becomes vector code and gives the
/// same on threads that flush denormals.
@inline(__always)
func floatFromHalf(_ bits: UInt16) -> Float {
  let sign = UInt32(bits & 0x8000) << 16
  let magnitude = UInt32(bits & 0x7FFF) << 13
  // Rebias the exponent by 127 - 15; once more for infinity and NaN, whose exponent is all ones.
  let isSpecial = magnitude >= 0x0F80_0000
  let normal = magnitude &+ (isSpecial ? 0x7000_0000 : 0x3800_0000)
  // A subnormal half m · 2⁻²⁴ is (2⁻¹⁴ + m · 2⁻²⁴) - 2⁻¹⁴.
  let subnormal = Float(bitPattern: magnitude &+ 0x3880_0000) - Float(bitPattern: 0x3880_0000)
  let isSubnormal = magnitude < 0x0080_0000
  return Float(bitPattern: (isSubnormal ? subnormal.bitPattern : normal) | sign)
}

/// The number that 16 bits stand for in bfloat16, the upper half of a float, exactly.
@inline(__always)
func floatFromBFloat16(_ bits: UInt16) -> Float {
  Float(bitPattern: UInt32(bits) << 16)
}
