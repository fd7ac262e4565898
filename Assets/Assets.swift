/// The files that are compiled into the program, so that the executable alone has them.
public enum Assets {
  public static var samplePicture: [UInt8] { [] }
}
