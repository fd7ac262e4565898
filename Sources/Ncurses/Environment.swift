#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The value of an environment variable, if it is set.
func environmentValue(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// What the system says about the last call that failed.
func lastSystemError() -> String {
  guard let text = unsafe strerror(errno) else { return "error \(errno)" }
  return unsafe String(cString: text)
}
