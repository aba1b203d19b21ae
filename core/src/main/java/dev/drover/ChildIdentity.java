package dev.drover;

import java.io.Serializable;

/**
 * Who a child process is. Travels to it.
 *
 * @param name what it is called
 * @param path its number among its parent's children, after those of its ancestors: {@code 1:2}
 * @param parentName what its parent is called
 * @param parentPid the process of its parent
 */
record ChildIdentity(String name, String path, String parentName, long parentPid) implements Serializable {}
