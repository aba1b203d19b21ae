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
final class Times implements Form.Family {
  private Times() {}

  static void list() {
    Times family = new Times();
    Forms.leaf(Tag.DURATION, Duration.class, family);
    Forms.leaf(Tag.INSTANT, Instant.class, family);
    Forms.leaf(Tag.LOCAL_DATE, LocalDate.class, family);
    Forms.leaf(Tag.LOCAL_TIME, LocalTime.class, family);
    Forms.leaf(Tag.LOCAL_DATE_TIME, LocalDateTime.class, family);
    Forms.leaf(Tag.ZONED_DATE_TIME, ZonedDateTime.class, family);
  }

  @Override
  public void write(int tag, Object v, Encoder to) {
    Sink out = to.out;
    out.put(tag);
    switch (tag) {
      case Tag.DURATION -> duration((Duration) v, out);
      case Tag.INSTANT -> instant((Instant) v, out);
      case Tag.LOCAL_DATE -> date((LocalDate) v, out);
      case Tag.LOCAL_TIME -> time((LocalTime) v, out);
      case Tag.LOCAL_DATE_TIME -> dateTime((LocalDateTime) v, out);
      case Tag.ZONED_DATE_TIME -> zoned((ZonedDateTime) v, out);
      default -> throw Forms.stranger(tag);
    }
  }

  @Override
  public Object read(int tag, Decoder from) throws IOException {
    Source in = from.in;
    return switch (tag) {
      case Tag.DURATION -> Duration.ofSeconds(in.getNumber(), in.getSize());
      case Tag.INSTANT -> Instant.ofEpochSecond(in.getNumber(), in.getSize());
      case Tag.LOCAL_DATE -> date(in);
      case Tag.LOCAL_TIME -> time(in);
      case Tag.LOCAL_DATE_TIME -> dateTime(in);
      case Tag.ZONED_DATE_TIME -> zoned(in);
      default -> throw Forms.stranger(tag);
    };
  }

  private static void duration(Duration v, Sink out) {
    seconds(v.getSeconds(), v.getNano(), out);
  }

  private static void instant(Instant v, Sink out) {
    seconds(v.getEpochSecond(), v.getNano(), out);
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
