package dev.drover.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The public surface is what the golden list says: a type more or less is a decision, not an accident. */
class SurfaceTest {
  private static final Path GOLDEN = Path.of("src/test/resources/public-types.txt");

  @Test
  void publicTypesAreThoseOfTheGoldenList() throws IOException {
    assertThat(publicTypes())
        .as("change %s if this is meant", GOLDEN)
        .isEqualTo(Files.readAllLines(GOLDEN));
  }

  private static List<String> publicTypes() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.drover").stream()
        .filter(c -> !c.getPackageName().contains(".internal"))
        .filter(SurfaceTest::isPublic)
        .map(JavaClass::getName)
        .filter(name -> !name.endsWith("package-info"))
        .sorted()
        .toList();
  }

  /** A nested type is public if all around it are. */
  private static boolean isPublic(JavaClass c) {
    return c.getModifiers().contains(JavaModifier.PUBLIC)
        && c.getEnclosingClass().map(SurfaceTest::isPublic).orElse(true);
  }
}
