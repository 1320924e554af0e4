# haproxy_ask SOCKET COMMAND: what HAProxy answers
haproxy_ask() {
    printf '%s\n' "$2" | socat -T 10 - "$1"
}

# haproxy_tell SOCKET COMMAND: HAProxy says nothing when it does it
haproxy_tell() {
    told=$(haproxy_ask "$1" "$2") || return 1
    [ -z "$told" ] || {
        say "HAProxy refused '$2': $told"
        return 1
    }
}

# haproxy_waits SECONDS COMMAND...: runs it every second until it succeeds
haproxy_waits() {
    deadline=$(($(date +%s) + $1))
    shift
    until "$@"; do
        [ "$(date +%s)" -lt "$deadline" ] || return 1
        sleep 1
    done
}

# haproxy_field SOCKET BACKEND SERVER COLUMN: of its statistics
haproxy_field() {
    haproxy_ask "$1" 'show stat' | awk -F, -v backend="$2" -v server="$3" -v column="$4" '
        /^# / { sub(/^# /, ""); for (i = 1; i <= NF; i++) if ($i == column) at = i; next }
        $1 == backend && $2 == server { print $at }'
}

haproxy_is_up() {
    case $(haproxy_field "$1" "$2" "$3" status) in
        UP* | 'no check') return 0 ;;
    esac
    return 1
}

haproxy_is_drained() {
    [ "$(haproxy_field "$1" "$2" "$3" scur)" = 0 ]
}

# haproxy_up SOCKET BACKEND SERVER SECONDS
haproxy_up() {
    haproxy_waits "$4" haproxy_is_up "$1" "$2" "$3" || {
        say "The server $3 does not come up."
        return 1
    }
}

# haproxy_drained SOCKET BACKEND SERVER SECONDS
haproxy_drained() {
    haproxy_waits "$4" haproxy_is_drained "$1" "$2" "$3" || {
        say "The server $3 still has sessions."
        return 1
    }
}
