package dev.drover.internal.codec;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Points in time, and stretches of it. */
final class Times {
  private Times() {}

  static void list() {
    leaf(
        Tag.DURATION,
        Duration.class,
        (v, to) -> seconds(v.getSeconds(), v.getNano(), to.out),
        d -> Duration.ofSeconds(d.in.getNumber(), d.in.getSize()));
    leaf(
        Tag.INSTANT,
        Instant.class,
        (v, to) -> seconds(v.getEpochSecond(), v.getNano(), to.out),
        d -> Instant.ofEpochSecond(d.in.getNumber(), d.in.getSize()));
    leaf(Tag.LOCAL_DATE, LocalDate.class, (v, to) -> date(v, to.out), d -> date(d.in));
    leaf(Tag.LOCAL_TIME, LocalTime.class, (v, to) -> time(v, to.out), d -> time(d.in));
    leaf(Tag.LOCAL_DATE_TIME, LocalDateTime.class, (v, to) -> dateTime(v, to.out), d -> dateTime(d.in));
    leaf(Tag.ZONED_DATE_TIME, ZonedDateTime.class, (v, to) -> zoned(v, to.out), d -> zoned(d.in));
  }

  private static <T> void leaf(int tag, Class<T> c, Form.Writer<T> body, Form.Reader reader) {
    Forms.form(tag, c, Form.Kind.LEAF, body, reader);
  }

  private static void seconds(long seconds, int nanos, Sink out) {
    out.putNumber(seconds);
    out.putSize(nanos);
  }

  private static void date(LocalDate v, Sink out) {
    out.putNumber(v.toEpochDay());
  }

  private static LocalDate date(Source in) throws IOException {
    return LocalDate.ofEpochDay(in.getNumber());
  }

  private static void time(LocalTime v, Sink out) {
    out.putSize(v.toNanoOfDay());
  }

  private static LocalTime time(Source in) throws IOException {
    return LocalTime.ofNanoOfDay(in.getSize());
  }

  private static void dateTime(LocalDateTime v, Sink out) {
    date(v.toLocalDate(), out);
    time(v.toLocalTime(), out);
  }

  private static LocalDateTime dateTime(Source in) throws IOException {
    return LocalDateTime.of(date(in), time(in));
  }

  /** The offset goes along: in the hour that occurs twice, local time and zone don't say which one is meant. */
  private static void zoned(ZonedDateTime v, Sink out) {
    dateTime(v.toLocalDateTime(), out);
    out.putNumber(v.getOffset().getTotalSeconds());
    Scalars.chars(v.getZone().getId(), out);
  }

  private static ZonedDateTime zoned(Source in) throws IOException {
    LocalDateTime local = dateTime(in);
    ZoneOffset offset = ZoneOffset.ofTotalSeconds((int) in.getNumber());
    return ZonedDateTime.ofInstant(local, offset, ZoneId.of(Scalars.chars(in)));
  }
}
