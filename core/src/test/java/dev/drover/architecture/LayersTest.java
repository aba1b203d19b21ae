package dev.drover.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import org.junit.jupiter.api.Test;

/** Arrows point one way, and what only one place may do is done there only. */
class LayersTest {
  private static final JavaClasses CORE =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.drover");

  @Test
  void arrowsPointDownwards() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("vocabulary").definedBy("dev.drover.task..", "dev.drover.event..")
        .layer("spi").definedBy("dev.drover.spi..")
        .layer("functions").definedBy("dev.drover.internal.function..")
        .layer("host").definedBy("dev.drover.internal.host..")
        .layer("start").definedBy("dev.drover.internal.start..")
        .layer("journal").definedBy("dev.drover.internal.journal..")
        .layer("codec").definedBy("dev.drover.internal.codec..")
        .layer("lists").definedBy("dev.drover.internal.list..")
        .layer("ipc").definedBy("dev.drover.internal.ipc..")
        .layer("shared").definedBy("dev.drover.shared..", "dev.drover.sync..")
        .layer("worker").definedBy("dev.drover.internal.worker..")
        .layer("backends").definedBy("dev.drover.internal.backend..")
        .layer("engine").definedBy("dev.drover.internal.engine..")
        .layer("facade").definedBy("dev.drover")
        .whereLayer("facade").mayOnlyBeAccessedByLayers("shared")
        .whereLayer("engine").mayOnlyBeAccessedByLayers("facade")
        .whereLayer("backends").mayNotBeAccessedByAnyLayer()
        .whereLayer("worker").mayNotBeAccessedByAnyLayer()
        .whereLayer("shared").mayNotBeAccessedByAnyLayer()
        .whereLayer("ipc").mayOnlyBeAccessedByLayers("shared", "worker", "backends")
        .whereLayer("start").mayOnlyBeAccessedByLayers("backends")
        .whereLayer("host").mayOnlyBeAccessedByLayers(
            "ipc", "shared", "start", "journal", "worker", "backends", "engine", "facade")
        .whereLayer("journal").mayOnlyBeAccessedByLayers("engine")
        .whereLayer("codec").mayOnlyBeAccessedByLayers("ipc", "shared", "worker", "backends")
        .whereLayer("lists").mayOnlyBeAccessedByLayers("codec", "engine")
        .whereLayer("functions").mayOnlyBeAccessedByLayers("engine", "facade")
        .whereLayer("spi").mayOnlyBeAccessedByLayers("codec", "ipc", "worker", "backends", "engine", "facade")
        .check(CORE);
  }

  @Test
  void onlyAManagerKnowsTheFacade() {
    rule(noClasses().that().resideInAnyPackage("dev.drover.shared", "dev.drover.sync")
        .and().doNotHaveSimpleName("ManagerProcess")
        .should().dependOnClassesThat().resideInAPackage("dev.drover"));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.drover.internal.(**)").should().beFreeOfCycles().check(CORE);
    // task and event are one vocabulary: an event tells of a failure, options name a listener
    slices().matching("dev.drover.(internal)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void theEngineKnowsNoBackend() {
    rule(noClasses().that().resideInAPackage("..engine..").should().dependOnClassesThat()
        .resideInAPackage("dev.drover.internal.backend.."));
  }

  @Test
  void backendsDontKnowOneAnother() {
    slices().matching("dev.drover.internal.backend.(*)..").should().notDependOnEachOther().check(CORE);
  }

  @Test
  void onlyOnePackageMapsMemory() {
    rule(noClasses().that().resideOutsideOfPackage("..ipc.memory..")
        .should().callMethod(FileChannel.class, "map", FileChannel.MapMode.class, long.class, long.class,
            java.lang.foreign.Arena.class));
    // those of the codec and of what carries frames are arrays
    rule(noClasses().that().resideOutsideOfPackages(
            "..ipc.memory..", "..drover.shared..", "..internal.worker..", "..internal.codec..", "..ipc.wire..", "..ipc.ring..")
        .should().dependOnClassesThat().areAssignableTo(MemorySegment.class));
  }

  @Test
  void onlyAWorkerTouchesTheStreamsAndEndsTheProcess() {
    rule(noClasses().that().resideOutsideOfPackage("..internal.worker..")
        .should().accessField(System.class, "out")
        .orShould().accessField(System.class, "err")
        .orShould().callMethod(System.class, "exit", int.class)
        .orShould().callMethod(Runtime.class, "halt", int.class));
  }

  @Test
  void coreNeedsNothingButTheJdk() {
    rule(classes().should().onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.drover..", "java..", "javax.crypto..", "javax.net.ssl..", "org.jspecify.annotations.."));
  }

  private static void rule(ArchRule rule) {
    rule.allowEmptyShould(true).check(CORE);
  }
}
