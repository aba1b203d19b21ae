package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The command on worker processes: results on stdout, verdicts on stderr, the right exit status. */
class CommandTest {
  @Test
  void cubesInOrderAndNothingElseOnStdout() throws Exception {
    Ran ran = Ran.drover(
        "long n -> n*n*n", "--range", "1..999", "--on", "processes", "-j", "3", "--keep-order");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.lines())
        .isEqualTo(LongStream.rangeClosed(1, 999).mapToObj(n -> Long.toString(n * n * n)).toList());
  }

  @Test
  void anItemThatHaltsItsProcessIsNamedAndTheOthersHaveResults() throws Exception {
    Ran ran = Ran.drover(
        "long n -> { if (n == 500) Runtime.getRuntime().halt(9); return n; }",
        "--range", "1..1000", "--on", "processes", "-j", "2");
    assertThat(ran.status()).as(ran.err()).isEqualTo(1);
    assertThat(ran.lines()).hasSize(999).doesNotContain("500");
    assertThat(ran.err()).contains("500").containsPattern("status 9");
  }

  @Test
  void anEndlessLoopIsStoppedAndItsStackShown() throws Exception {
    Ran ran = Ran.drover(
        "long n -> { if (n == 7) while (true) {} return n; }",
        "--range", "1..50", "--timeout", "1s", "-v");
    assertThat(ran.status()).as(ran.err()).isEqualTo(1);
    assertThat(ran.lines()).hasSize(49).doesNotContain("7");
    assertThat(ran.err()).contains("timed out after 1 s").containsPattern("\\bat lambda\\.\\w+\\(the function of the command line\\)");
    assertThat(ran.took().toSeconds()).as("seconds in all").isLessThan(10);
  }

  @Test
  void everyWayToMisbehaveEndsAsItsOwnFailure() throws Exception {
    String evil = """
        long n -> {
          if (n == 10) System.exit(3);
          if (n == 20) { java.util.List<long[]> hoard = new java.util.ArrayList<>(); while (true) hoard.add(new long[1 << 20]); }
          if (n == 30) { class Deep { long down(long k) { return down(k + 1) + 1; } } return new Deep().down(0); }
          if (n == 40) throw new java.io.UncheckedIOException(new java.io.IOException("disk is gone"));
          if (n == 50) return new Object();
          if (n == 60) System.out.close();
          if (n == 70) for (int i = 0; i < 20; i++) System.out.write(new byte[] {0, (byte) 255, 10, 13, 7}, 0, 5);
          return n;
        }""";
    Ran ran = Ran.drover(evil, "--range", "1..80", "--on", "processes", "-j", "2", "--memory", "64m");
    assertThat(ran.status()).as(ran.err()).isEqualTo(1);
    List<String> expected = LongStream.rangeClosed(1, 80)
        .filter(n -> n > 50 || n % 10 != 0)
        .mapToObj(Long::toString)
        .toList();
    assertThat(ran.lines()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(ran.err())
        .contains("status 3")
        .contains("out of memory")
        .contains("StackOverflowError")
        .contains("disk is gone")
        .contains("java.lang.Object");
  }

  @Test
  void aHundredMegabytesOfOutputDisturbNothing() throws Exception {
    String noisy = """
        long n -> {
          byte[] block = new byte[1 << 20];
          for (int i = 0; i < block.length; i++) block[i] = (byte) i;
          for (int i = 0; n == 2 && i < 50; i++) { System.out.write(block, 0, block.length); System.err.write(block, 0, block.length); }
          return n;
        }""";
    Ran ran = Ran.drover(noisy, "--range", "1..4", "--on", "processes", "-j", "2", "--keep-order");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.lines()).containsExactly("1", "2", "3", "4");
  }
}
