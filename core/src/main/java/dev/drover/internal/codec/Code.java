package dev.drover.internal.codec;

import java.lang.invoke.SerializedLambda;

/** Told of all code that a payload carries along: whoever listens may have to send more with it. */
interface Code {
  /** Nobody listens. */
  Code IGNORED =
      new Code() {
        @Override
        public void named(Class<?> type) {}

        @Override
        public void met(Class<?> type) {}

        @Override
        public void met(SerializedLambda function) {}
      };

  /** This class is named. */
  void named(Class<?> type);

  /** An instance of this class travels. */
  void met(Class<?> type);

  /** This lambda travels. */
  void met(SerializedLambda function);
}
