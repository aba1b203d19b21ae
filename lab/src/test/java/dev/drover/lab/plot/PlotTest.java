package dev.drover.lab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PlotTest {
  @Test
  void theSameFactorIsTheSameDistance() {
    LogScale scale = LogScale.around(DoubleStream.of(3, 700), 0, 300);

    assertThat(scale.ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(scale.place(1)).isZero();
    assertThat(scale.place(10)).isCloseTo(100, within(1e-9));
    assertThat(scale.place(1e9)).isEqualTo(300);
  }

  @Test
  void manyPowersOfTenGetFewTicks() {
    assertThat(LogScale.around(DoubleStream.of(1, 1e16), 0, 1).ticks()).hasSizeLessThan(9);
  }

  @Test
  void aContenderHasItsRangeItsMedianAndWhatItMayBe() throws Exception {
    Element svg = parsed(new Dots("a & b", List.of(
        new Dots.Mark("mine <1>", "drover", 1, 2, 4, "2.00 us", 3),
        new Dots.Mark("peer", "peer", 10, 20, 40, "20.0 us", 0)), d -> d + " us").svg());

    assertThat(svg.getAttribute("aria-label")).isEqualTo("a & b");
    assertThat(texts(svg)).contains("mine <1>", "2.00 us", "peer", "20.0 us");
    assertThat(types(svg, "line")).filteredOn("limit"::equals).hasSize(1);
    assertThat(types(svg, "circle")).containsExactly("dot drover", "dot peer");
  }

  @Test
  void curvesHaveTheirNamesAtTheirEnds() throws Exception {
    Element svg = parsed(new Lines("costs", List.of(
        new Lines.Curve("threads", List.of(new Lines.Point(1e3, 50), new Lines.Point(1e7, 5))),
        new Lines.Curve("processes", List.of(new Lines.Point(1e3, 5_000), new Lines.Point(1e7, 50)))),
        "items", d -> "n" + d, d -> d + " ns").svg());

    assertThat(texts(svg)).contains("threads", "processes", "items", "n1000.0", "10.0 ns");
    assertThat(types(svg, "polyline")).containsExactly("curve c0", "curve c1");
  }

  @Test
  void namesThatWouldLieOnOneAnotherAreMovedApart() {
    double[] places = {100, 101, 102, 320};
    Lines.apart(places);
    assertThat(places).containsExactly(100, 117, 134, 320);

    double[] low = {324, 325};
    Lines.apart(low);
    assertThat(low).containsExactly(308, 325);
  }

  private static Element parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }

  private static List<String> texts(Element svg) {
    return all(svg, "text").map(Element::getTextContent).toList();
  }

  private static List<String> types(Element svg, String tag) {
    return all(svg, tag).map(e -> e.getAttribute("class")).toList();
  }

  private static java.util.stream.Stream<Element> all(Element svg, String tag) {
    var nodes = svg.getElementsByTagName(tag);
    return java.util.stream.IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
  }
}
