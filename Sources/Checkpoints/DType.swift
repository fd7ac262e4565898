/// The type of a tensor's elements, as safetensors names it.
public enum DType: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  case bool = "BOOL"
  case u8 = "U8"
  case i8 = "I8"
  case f4 = "F4"
  case f6e2m3 = "F6_E2M3"
  case f6e3m2 = "F6_E3M2"
  case f8e5m2 = "F8_E5M2"
  case f8e4m3 = "F8_E4M3"
  case f8e8m0 = "F8_E8M0"
  case f8e4m3fnuz = "F8_E4M3FNUZ"
  case f8e5m2fnuz = "F8_E5M2FNUZ"
  case i16 = "I16"
  case u16 = "U16"
  case f16 = "F16"
  case bf16 = "BF16"
  case i32 = "I32"
  case u32 = "U32"
  case f32 = "F32"
  case i64 = "I64"
  case u64 = "U64"
  case f64 = "F64"
  case c64 = "C64"

  /// Bits that one element takes.
  public var bitWidth: Int {
    switch self {
    case .f4: 4
    case .f6e2m3, .f6e3m2: 6
    case .bool, .u8, .i8, .f8e5m2, .f8e4m3, .f8e8m0, .f8e4m3fnuz, .f8e5m2fnuz: 8
    case .i16, .u16, .f16, .bf16: 16
    case .i32, .u32, .f32: 32
    case .i64, .u64, .f64, .c64: 64
    }
  }

  /// Whether tensors of this type can be read as floats: F32, F16, BF16, F64.
  public var isReadableAsFloat: Bool {
    self == .f32 || self == .f16 || self == .bf16 || self == .f64
  }

  /// Whether tensors of this type can be read as integers: I64, I32.
  public var isReadableAsInteger: Bool { self == .i64 || self == .i32 }

  public var description: String { rawValue }
}
