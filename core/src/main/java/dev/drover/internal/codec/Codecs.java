package dev.drover.internal.codec;

import dev.drover.spi.Codec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The installed codecs, found once per process. Each writes into bytes of its own, so that one that reads too little or
 * too much harms nothing else.
 */
final class Codecs implements Form.Writer {
  /** A broken announcement may be reported again and again. */
  private static final int MOST = 1000;

  private static final List<Codec> INSTALLED = installed();

  private static final ClassValue<Optional<Codec>> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Optional<Codec> computeValue(Class<?> c) {
          return INSTALLED.stream().filter(codec -> codec.handles(c)).findFirst();
        }
      };

  private final Codec codec;

  private Codecs(Codec codec) {
    this.codec = codec;
  }

  private static List<Codec> installed() {
    List<Codec> found = new ArrayList<>();
    Iterator<Codec> all = ServiceLoader.load(Codec.class).iterator();
    for (int attempts = 0; attempts < MOST && next(all, found); attempts++) {}
    return List.copyOf(found);
  }

  private static boolean next(Iterator<Codec> all, List<Codec> found) {
    try {
      boolean more = all.hasNext();
      if (more) {
        found.add(all.next());
      }
      return more;
    } catch (ServiceConfigurationError | LinkageError e) {
      System.getLogger("dev.drover").log(
          System.Logger.Level.WARNING, "a codec that is announced can't be used: " + e.getMessage(), e);
      return true;
    }
  }

  /** The first codec that handles a class. */
  static Optional<Codec> of(Class<?> c) {
    return BY_CLASS.get(c);
  }

  static boolean handles(Class<?> c) {
    return !INSTALLED.isEmpty() && of(c).isPresent();
  }

  /** How to write instances of a class that a codec handles. */
  static Optional<Form> form(Class<?> c) {
    return of(c).map(codec -> new Form(Form.Kind.CLOSED, Tag.CODEC, new Codecs(codec)));
  }

  @Override
  public void write(int tag, Object value, Encoder to) throws IOException {
    Payload bytes = write(codec, value);
    to.out.put(tag);
    Scalars.chars(codec.name(), to.out);
    to.type(value.getClass());
    to.out.putSize(bytes.size());
    to.out.append(bytes);
  }

  /** What a codec writes for a value. */
  static Payload write(Codec codec, Object value) throws IOException {
    Sink own = new Sink();
    codec.write(value, new DataOutputStream(own));
    return own.payload();
  }

  /** The same in one array. */
  static byte[] bytes(Codec codec, Object value) throws IOException {
    return write(codec, value).bytes();
  }

  static Object read(Decoder from) throws IOException, ReflectiveOperationException {
    Codec codec = named(Scalars.chars(from.in));
    Class<?> type = from.type();
    return codec.read(type, new DataInputStream(new ByteArrayInputStream(from.in.getBytes())));
  }

  /** The codec that wrote, in this process. */
  static Codec named(String name) throws InvalidObjectException {
    return INSTALLED.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidObjectException(
            "no codec is called '%s' here; it has to be on the class path of both processes".formatted(name)));
  }
}
