package dev.drover.internal.codec;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a loader of the parent has under a name besides classes: files of libraries in a fat jar, service files. All of one
 * name go together: their number, then each with its length.
 */
final class Resources {
  /** Begins a request for resources; no name of a class begins with it. */
  static final String PREFIX = "/";

  private Resources() {}

  /** The parent's side: all that this loader has and the class path hasn't, in order. */
  static Optional<byte[]> of(ClassLoader loader, String name) {
    try {
      Map<String, URL> found = urls(loader, name);
      found.keySet().removeAll(urls(ClassLoader.getSystemClassLoader(), name).keySet());
      List<byte[]> all = new ArrayList<>();
      for (URL each : found.values()) {
        all.add(read(each));
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(join(all));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** By their text: comparing URLs may ask the network for the names of hosts. */
  private static Map<String, URL> urls(ClassLoader loader, String name) throws IOException {
    Map<String, URL> urls = new LinkedHashMap<>();
    Collections.list(loader.getResources(name)).forEach(url -> urls.putIfAbsent(url.toString(), url));
    return urls;
  }

  private static byte[] read(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private static byte[] join(List<byte[]> all) {
    int size = all.stream().mapToInt(bytes -> bytes.length).reduce(Integer.BYTES, Math::addExact);
    ByteBuffer joined = ByteBuffer.allocate(Math.addExact(size, all.size() * Integer.BYTES)).putInt(all.size());
    all.forEach(bytes -> joined.putInt(bytes.length).put(bytes));
    return joined.array();
  }

  /** A worker's side: addresses that lead to what the parent has answered. */
  static List<URL> urls(ClassLoader loader, String name, byte[] answer) {
    ByteBuffer in = ByteBuffer.wrap(answer);
    List<URL> urls = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      byte[] bytes = new byte[in.getInt()];
      in.get(bytes);
      urls.add(url(loader, name, bytes));
    }
    return urls;
  }

  private static URL url(ClassLoader loader, String name, byte[] bytes) {
    try {
      URI uri = new URI("drover", loader.getName(), PREFIX + name, null);
      return URL.of(uri, new Handler(loader, uri.getPath(), bytes));
    } catch (URISyntaxException | IOException e) {
      throw new IllegalArgumentException("no address for the resource " + name, e);
    }
  }

  /** Opens one resource, and its neighbours by addresses relative to it. */
  private static final class Handler extends URLStreamHandler {
    private final ClassLoader loader;
    private final String path;
    private final byte[] bytes;

    Handler(ClassLoader loader, String path, byte[] bytes) {
      this.loader = loader;
      this.path = path;
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      return new Held(url, path.equals(path(url)) ? bytes : neighbour(path(url)));
    }

    private static String path(URL url) {
      return URI.create(url.toString()).getPath();
    }

    private byte[] neighbour(String other) throws IOException {
      try (InputStream in = loader.getResourceAsStream(other.substring(PREFIX.length()))) {
        if (in == null) {
          throw new FileNotFoundException(other);
        }
        return in.readAllBytes();
      }
    }
  }

  /** A resource that is here already. */
  private static final class Held extends URLConnection {
    private final byte[] bytes;

    Held(URL url, byte[] bytes) {
      super(url);
      this.bytes = bytes;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public long getContentLengthLong() {
      return bytes.length;
    }
  }
}
