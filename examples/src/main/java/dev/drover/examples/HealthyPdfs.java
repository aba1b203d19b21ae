package dev.drover.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an office has on its disks, made up. */
final class HealthyPdfs {
  private HealthyPdfs() {}

  static byte[] offer() {
    return Layout.pages(List.of("""
        Northfold Wool Cooperative
        3 Mill Lane, Kendal

        3 November 2024

        Dear Ms Hartley,

        thank you for asking about our winter fleece. We can offer 420 kg at 3.80 a
        kilogram, washed and sorted, in bales of 60 kg. The price holds until the
        end of January.

        Yours sincerely
        Tom Braithwaite"""));
  }

  static byte[] reminder() {
    return Layout.pages(List.of("""
        Reminder: invoice 2025-0042

        Dear customer,

        our invoice of 14 April is still open. Please pay 1,596.00 by the end of the
        month. If you have paid meanwhile, take no notice of this letter."""));
  }

  /** Letters that no standard encoding of PDF has. */
  static byte[] greetings() throws IOException {
    return BoxPdfs.withFont("""
        Καλημέρα, καλώς ήρθατε
        Добро пожаловать
        Ласкаво просимо
        Vítejte, žluťoučký kůň
        Hoş geldiniz, İstanbul
        Zażółć gęślą jaźń""");
  }

  static byte[] annualReport() {
    List<String> pages = new ArrayList<>(List.of("Annual report 2024\n\nNorthfold Wool Cooperative"));
    Stream.of("Ashdown", "Birkrigg", "Calder", "Dovedale", "Eskdale").map(HealthyPdfs::sheepfold).forEach(pages::add);
    return Layout.pages(pages);
  }

  private static String sheepfold(String name) {
    int sheep = 180 + 17 * name.length();
    return String.format(
        Locale.ROOT,
        """
        Sheepfold %1$s

        At %1$s we kept %2$d sheep through the winter and lost none. Shearing took
        four days in June and gave %3$.1f kg of wool, a little more than the year before.
        The north wall was mended in May; the gate will have to wait for next year.""",
        name,
        sheep,
        sheep * 2.3);
  }

  static byte[] quarterlyReport(String name, int quarter) {
    String sales = IntStream.rangeClosed(3 * quarter - 2, 3 * quarter)
        .mapToObj(month -> "Month %d: %d kg sold, %d kg in store".formatted(month, 90 + 7 * month, 400 - 20 * month))
        .collect(Collectors.joining("\n"));
    return Layout.pages(List.of(
        "Report on the %s quarter of 2025".formatted(name),
        "Sales\n\n" + sales,
        "Outlook\n\nNothing out of the ordinary is expected."));
  }

  static byte[] invoice() {
    return Layout.table(
        "Invoice 2025-0042",
        Stream.of(
                "Article;Quantity;Price;Amount",
                "Fleece, washed;240 kg;3.80;912.00",
                "Fleece, raw;180 kg;2.60;468.00",
                "Bales;7;18.00;126.00",
                "Carriage;1;90.00;90.00",
                "Total;;;1,596.00")
            .map(row -> List.of(row.split(";", -1)))
            .toList());
  }

  static byte[] form() {
    return Layout.form("Registration of a flock", "Keeper", "Agnes Tyson");
  }

  /** Anybody may open it, but its bytes are scrambled all the same: many scanners write such files. */
  static byte[] encrypted() throws IOException {
    return BoxPdfs.encryptedWithEmptyPassword(Layout.pages(List.of(
        "Minutes of the meeting of 9 March 1998\n\nPresent: all. Decided: the new ram is bought.")));
  }
}
