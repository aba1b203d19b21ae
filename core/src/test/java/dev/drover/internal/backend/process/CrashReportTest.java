package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
  @TempDir Path folder;

  @Test
  void signalTopFrameAndJavaFramesAreRead() throws IOException {
    CrashReport report = CrashReport.of(Files.writeString(folder.resolve("hs_err.log"), """
        #
        # A fatal error has been detected by the Java Runtime Environment:
        #
        #  SIGSEGV (0xb) at pc=0x00007f0b1c3d7ad8, pid=29260, tid=29261
        #
        # Problematic frame:
        # C  [libc.so.6+0x167ad8]
        #

        Native frames: (J=compiled Java code, j=interpreted, Vv=VM code, C=native code)
        C  [libc.so.6+0x167ad8]
        j  java.lang.invoke.LambdaForm$MH+0x0000000057047000.invoke(Ljava/lang/Object;JJ)J+10 java.base@25.0.3
        J 123 c2 com.acme.Codec.decode([B)I (42 bytes) @ 0x00007f [0x00007f+0x10]
        j  com.acme.Main.lambda$main$0(Ljava/lang/Integer;)Ljava/lang/Integer;+4
        v  ~StubRoutines::call_stub 0x00007f
        j  dev.drover.internal.worker.ItemRunner.lambda$applied$0()Ljava/lang/Object;+5
        j  com.acme.Never.shown()V+1

        """));
    assertThat(report.signal()).hasValue(11);
    assertThat(report.frame()).contains("C [libc.so.6+0x167ad8]");
    assertThat(report.stack()).extracting(StackTraceElement::getClassName, StackTraceElement::getMethodName)
        .containsExactly(
            tuple("java.lang.invoke.LambdaForm$MH+0x0000000057047000", "invoke"),
            tuple("com.acme.Codec", "decode"),
            tuple("com.acme.Main", "lambda$main$0"));
  }

  @Test
  void ofACompiledFrameTheNameIsEnough() throws IOException {
    CrashReport report = CrashReport.of(Files.writeString(folder.resolve("hs_err.log"), """
        # Problematic frame:
        # J 639 c2 jdk.internal.misc.Unsafe.getInt(Ljava/lang/Object;J)I java.base@25.0.3 (12 bytes) @ 0x7f [0x7f+0x2d]
        """));
    assertThat(report.frame()).contains("J jdk.internal.misc.Unsafe.getInt");
  }

  @Test
  void aReportThatCannotBeReadTellsNothing() {
    CrashReport none = CrashReport.of(folder.resolve("none"));
    assertThat(none.signal()).isEmpty();
    assertThat(none.frame()).isEmpty();
    assertThat(none.stack()).isEmpty();
  }
}
