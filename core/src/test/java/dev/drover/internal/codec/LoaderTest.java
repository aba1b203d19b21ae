package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that only a loader of the application's own can find. */
class LoaderTest {
  private final ParentClasses classes = new ParentClasses();
  private final ObjectCodec parent = new ObjectCodec(classes);
  private final ObjectCodec worker = new ObjectCodec(new WorkerClasses(classes::bytes));

  @TempDir private Path folder;

  private Path compile(String part, String name, String source, Path... needed) throws Exception {
    Path place = Files.createDirectories(folder.resolve(part));
    Path file = Files.writeString(place.resolve(name + ".java"), source);
    String path = needed.length == 0 ? "." : needed[0].toString();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", path, "-d", place.toString(), file.toString());
    assertThat(status).isZero();
    return place;
  }

  private static URLClassLoader loader(Path place, ClassLoader above) throws Exception {
    return new URLClassLoader(new URL[] {place.toUri().toURL()}, above);
  }

  private static Object make(ClassLoader loader, String name) throws Exception {
    return loader.loadClass(name).getConstructor().newInstance();
  }

  @Test
  void eachClassIsLoadedOnceUnderItsOwnLoader() throws Exception {
    String head = "public class ";
    Path upper = compile("upper", "Base", head + "Base implements java.io.Serializable { public int x = 1; }");
    Path lower = compile("lower", "Sub", head + "Sub extends Base {}", upper);
    try (URLClassLoader a = loader(upper, ClassLoader.getSystemClassLoader());
        URLClassLoader b = loader(lower, a)) {
      List<Object> sent = List.of(make(b, "Sub"), make(a, "Base"));
      List<?> got = (List<?>) Objects.requireNonNull(worker.decode(parent.encode(sent)));
      assertThat(got.get(0).getClass().getSuperclass()).isSameAs(got.get(1).getClass());
      assertThat(got.get(1).getClass()).isNotSameAs(sent.get(1).getClass());
      List<?> back = (List<?>) Objects.requireNonNull(parent.decode(worker.encode(got)));
      assertThat(back.get(0)).hasSameClassAs(sent.get(0));
    }
  }

  @Test
  void staticsOfClassesFromAFolderStayAtHome() throws Exception {
    String source =
        "public class Counter implements java.io.Serializable {"
            + " static Thread t; public int n() { return t == null ? 0 : 1; } }";
    Path place = compile("one", "Counter", source);
    try (URLClassLoader a = loader(place, ClassLoader.getSystemClassLoader())) {
      assertThat(worker.decode(parent.encode(make(a, "Counter")))).isNotNull();
    }
  }

  @Test
  void aClassThatNobodyHasIsAnError() throws Exception {
    Path place = compile("one", "Gone", "public class Gone implements java.io.Serializable {}");
    try (URLClassLoader a = loader(place, ClassLoader.getSystemClassLoader())) {
      Payload sent = parent.encode(make(a, "Gone"));
      ObjectCodec alone = new ObjectCodec(new WorkerClasses((loader, name) -> Optional.empty()));
      assertThatThrownBy(() -> alone.decode(sent))
          .isInstanceOf(NotDecodableException.class)
          .hasMessageContaining("ClassNotFoundException: Gone");
    }
  }

  @Test
  void theClassPathAndTheJdkHaveNoNumber() {
    assertThat(classes.loaderOf(String.class)).isZero();
    assertThat(classes.loaderOf(java.sql.Connection.class)).isZero();
    assertThat(classes.loaderOf(LoaderTest[].class)).isZero();
    assertThat(classes.loaderOf(int.class)).isZero();
  }
}
