internal import CNcurses

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The encoding of text on the terminal, which is that of the process's locale.
enum CharacterEncoding {
  /// Takes the encoding of the environment's locale (`LC_ALL`, else `LC_CTYPE`, else `LANG`).
  ///
  /// Only characters follow the locale: numbers are printed alike everywhere. A locale that is not
  /// installed is the plain one.
  static func adoptLocale() {
    _ = unsafe setlocale(LC_CTYPE, "")
  }

  static var isUTF8: Bool { shim_locale_is_utf8() }

  /// Tries to make the encoding UTF-8 where it is not, because it was asked for by name.
  static func adoptUTF8() {
    for name in ["C.UTF-8", "en_US.UTF-8", "UTF-8"] {
      if isUTF8 { return }
      _ = unsafe setlocale(LC_CTYPE, name)
    }
  }
}
