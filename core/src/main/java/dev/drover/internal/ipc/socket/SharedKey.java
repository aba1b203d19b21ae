package dev.drover.internal.ipc.socket;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What both sides of a connection have to know. Never printed, never sent. Immutable. */
public final class SharedKey {
  /** Fewer bytes could be guessed by whoever has seen one proof. */
  public static final int LEAST_BYTES = 16;

  /** How many bytes a proof has, and a challenge. */
  static final int PROOF = 32;

  private static final int RANDOM_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private SharedKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * A key that the user has.
   *
   * @param bytes are copied
   * @return the key
   * @throws IllegalArgumentException if it is too short
   */
  public static SharedKey of(byte[] bytes) {
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "a key of %d bytes; it needs %d or more, or whoever listens could guess it; Listener.newKey() makes one"
              .formatted(bytes.length, LEAST_BYTES));
    }
    return new SharedKey(bytes);
  }

  /**
   * Bytes of a new key.
   *
   * @return 32, unlike any other
   */
  public static byte[] random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Proves that this side has the key, in a role, for the challenges of both. */
  byte[] prove(String role, byte[] ofServer, byte[] ofClient) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(role.getBytes(StandardCharsets.US_ASCII));
      mac.update(ofServer);
      mac.update(ofClient);
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM + ", which every JDK must have", e);
    }
  }

  /** Whether a proof is right, in a time that does not depend on where it is wrong. */
  boolean isProof(byte[] proof, String role, byte[] ofServer, byte[] ofClient) {
    return MessageDigest.isEqual(proof, prove(role, ofServer, ofClient));
  }

  @Override
  public String toString() {
    return "SharedKey";
  }
}
