# Sourced by ./drover and ./mvnw. Finds JDKs without starting one: each says its version in its file "release".
# shellcheck shell=sh

# The main version of the JDK in folder $1 into $jdk_version; 0 if there is none.
jdk_read_version() {
  jdk_version=0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r jdk_key jdk_value || [ -n "$jdk_key" ]; do
    [ "$jdk_key" = JAVA_VERSION ] || continue
    jdk_value=${jdk_value#\"}
    jdk_value=${jdk_value%%[!0-9]*}
    jdk_version=${jdk_value:-0}
    return 0
  done <"$1/release"
  return 1
}

# The folder of the program $1, which may be a symbolic link, without its bin, into $jdk_home.
jdk_home_of() {
  jdk_program=$1
  while [ -L "$jdk_program" ]; do
    jdk_link=$(readlink "$jdk_program")
    case $jdk_link in
      /*) jdk_program=$jdk_link ;;
      *) jdk_program=${jdk_program%/*}/$jdk_link ;;
    esac
  done
  jdk_home=${jdk_program%/bin/*}
}

# The first JDK of version $1 or later into $jdk_home: the given folders, the one on the PATH, then the usual folders.
jdk_find() {
  jdk_minimum=$1
  for jdk_home in "${DROVER_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    [ -n "$jdk_home" ] && jdk_read_version "$jdk_home" && [ "$jdk_version" -ge "$jdk_minimum" ] && return 0
  done
  if jdk_on_path=$(command -v java); then
    jdk_home_of "$jdk_on_path"
    jdk_read_version "$jdk_home" && [ "$jdk_version" -ge "$jdk_minimum" ] && return 0
  fi
  for jdk_home in /usr/lib/jvm/* /opt/* /opt/java/* "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* \
      /usr/local/lib/jvm/* /usr/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    jdk_read_version "$jdk_home" && [ "$jdk_version" -ge "$jdk_minimum" ] && return 0
  done
  jdk_home=
  return 1
}
