/// What the names of Python classes and functions mean here.
extension PickleGlobal {
  /// Whether whoever calls it can run code.
  var runsCode: Bool {
    let modules = [
      "os", "posix", "nt", "sys", "subprocess", "pty", "runpy", "importlib", "commands",
    ]
    let builtins = ["eval", "exec", "execfile", "compile", "__import__", "breakpoint"]
    return modules.contains { module == $0 || module.hasPrefix($0 + ".") }
      || module == "builtins" && builtins.contains(name)
  }

  /// Whether nothing is lost when it is passed over, or what it makes is read.
  var isUnderstood: Bool {
    storageDType != nil || isUntypedStorage || isTorchDType || harmless.contains(description)
  }

  /// The type of a storage's elements, where this is the class of a storage that has one.
  var storageDType: DType? {
    guard module == "torch" || module == "torch.cuda", name.hasSuffix("Storage") else { return nil }
    switch name.dropLast("Storage".count) {
    case "Float": return .f32
    case "Double": return .f64
    case "Half": return .f16
    case "BFloat16": return .bf16
    case "Long": return .i64
    case "Int": return .i32
    case "Short": return .i16
    case "Char": return .i8
    case "Byte": return .u8
    case "Bool": return .bool
    case "ComplexFloat": return .c64
    default: return nil
    }
  }

  /// Whether this is the class of a storage that counts bytes.
  var isUntypedStorage: Bool {
    name == "UntypedStorage" && (module == "torch.storage" || module == "torch")
  }

  /// The type of elements, where this is one of PyTorch's that can be read or skipped.
  var torchDType: DType? {
    guard module == "torch" else { return nil }
    switch name {
    case "float32", "float": return .f32
    case "float64", "double": return .f64
    case "float16", "half": return .f16
    case "bfloat16": return .bf16
    case "int64", "long": return .i64
    case "int32", "int": return .i32
    case "int16", "short": return .i16
    case "int8": return .i8
    case "uint8": return .u8
    case "uint16": return .u16
    case "uint32": return .u32
    case "uint64": return .u64
    case "bool": return .bool
    case "complex64": return .c64
    case "float8_e5m2": return .f8e5m2
    case "float8_e4m3fn": return .f8e4m3
    case "float8_e8m0fnu": return .f8e8m0
    case "float8_e4m3fnuz": return .f8e4m3fnuz
    case "float8_e5m2fnuz": return .f8e5m2fnuz
    default: return nil
    }
  }

  private var isTorchDType: Bool { torchDType != nil }
}

/// Names that make no tensor, or one that is read.
private let harmless: Set<String> = [
  "collections.OrderedDict", "collections.Counter", "collections.defaultdict",
  "torch.Size", "torch.device", "torch.strided", "torch.serialization._get_layout",
  "torch.nn.parameter.Parameter", "torch.Tensor",
  "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2",
  "torch._utils._rebuild_tensor_v3", "torch._utils._rebuild_parameter",
  "torch._utils._rebuild_parameter_with_state", "torch._tensor._rebuild_from_type_v2",
  "_codecs.encode", "builtins.bytearray", "builtins.bytes", "builtins.complex", "builtins.dict",
  "builtins.frozenset", "builtins.list", "builtins.object", "builtins.set", "builtins.tuple",
]
