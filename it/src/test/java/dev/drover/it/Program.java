package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.tools.ToolProvider;

/** A program that a test writes, compiles and packs as a user's build would. */
record Program(Path folder) {
  Path sources() {
    return folder.resolve("src");
  }

  Path classes() {
    return folder.resolve("classes");
  }

  Program source(String name, String text) throws IOException {
    Path file = sources().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  Program resource(String name, String text) throws IOException {
    Path file = classes().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  Program compile(String... options) throws IOException {
    Files.createDirectories(classes());
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-g", "-d", classes().toString()));
    arguments.addAll(List.of(options));
    try (Stream<Path> all = Files.walk(sources())) {
      all.filter(f -> f.toString().endsWith(".java")).map(Path::toString).forEach(arguments::add);
    }
    int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).as("status of the compiler").isZero();
    return this;
  }

  Path jar(String name) throws IOException {
    return pack(classes(), folder.resolve(name), new Manifest());
  }

  /** Without compression, which is how jars within jars have to be. */
  static Path pack(Path from, Path jar, Manifest manifest) throws IOException {
    manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(out, manifest);
        Stream<Path> all = Files.walk(from)) {
      for (Path each : all.filter(f -> !f.equals(from)).sorted().toList()) {
        String name = from.relativize(each).toString().replace('\\', '/');
        add(to, Files.isDirectory(each) ? name + "/" : name, Files.isDirectory(each) ? new byte[0] : Files.readAllBytes(each));
      }
    }
    return jar;
  }

  private static void add(JarOutputStream to, String name, byte[] content) throws IOException {
    JarEntry entry = new JarEntry(name);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setMethod(JarEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    to.putNextEntry(entry);
    to.write(content);
    to.closeEntry();
  }

  /** A command line of the JVM, to be run anywhere. */
  static List<String> java(Object... arguments) {
    List<String> command = new ArrayList<>(List.of(Built.tool("java").toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }
}
