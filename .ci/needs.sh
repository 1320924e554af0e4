# Finds what Sternway needs, and installs it when run as root on Debian; otherwise says precisely what is missing.
# Sourced by ./sternway and ./check.

say() {
    printf '%s\n' "$*" >&2
}

# install WHAT-FOR PACKAGE...: the first package that the distribution has
install() {
    what=$1
    shift
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        say "$what is missing. Install it (Debian: sudo apt-get install $1) and try again."
        exit 1
    fi
    if [ -z "${lists_are_fresh:-}" ]; then
        say "Refreshing the package lists ..."
        apt-get update -qq >&2 || say "apt-get update failed; trying with the lists that are there."
        lists_are_fresh=yes
    fi
    for package in "$@"; do
        say "Installing $package, because $what is missing ..."
        if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >&2; then
            return 0
        fi
    done
    say "$what could not be installed; tried: $*."
    exit 1
}

# need_command COMMAND PACKAGE...
need_command() {
    command=$1
    shift
    command -v "$command" >/dev/null 2>&1 || install "$command" "$@"
}

# need_python_module MODULE PACKAGE: of the distribution's own Python
need_python_module() {
    /usr/bin/python3 -c "import $1" >/dev/null 2>&1 || install "Python's $1" "$2"
}

is_jdk() {
    [ -x "$1/bin/javac" ] || return 1
    version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge 17 ]
}

find_jdk() {
    on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
        if [ -n "$home" ] && is_jdk "$home"; then
            JAVA_HOME=$home
            export JAVA_HOME
            return 0
        fi
    done
    return 1
}

need_jdk() {
    find_jdk && return 0
    install "a JDK 17 or newer" openjdk-17-jdk-headless openjdk-21-jdk-headless default-jdk-headless
    find_jdk || {
        say "No JDK 17 or newer was found in JAVA_HOME, on the PATH or in /usr/lib/jvm."
        exit 1
    }
}

# pg_dump must not be older than the server, which in demo and tests is 15.
need_pg_dump() {
    need_command pg_dump postgresql-client
    major=$(pg_dump --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    if [ "$major" -lt 15 ]; then
        say "pg_dump is version $major; PostgreSQL 15 needs 15 or newer. Install postgresql-client from apt.postgresql.org."
        exit 1
    fi
}

# The server itself, which Debian keeps in /usr/sbin; the package starts no service.
need_mariadb() {
    PATH=$PATH:/usr/sbin:/usr/local/sbin need_command mariadbd mariadb-server-core
}

# The packages start services of their own where systemd runs; whoever uses them here starts its own, on free ports.
need_nginx_and_supervisor() {
    PATH=$PATH:/usr/sbin need_command nginx nginx-light
    need_command supervisord supervisor
}
