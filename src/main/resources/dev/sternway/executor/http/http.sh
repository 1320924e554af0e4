# tell WORDS: says them once in a step, however often it tries
told=''
tell() {
    case $told in
        *"<$1>"*) ;;
        *)
            told="$told<$1>"
            say "$1"
            ;;
    esac
}

# http SECONDS METHOD URL [ARGUMENT...]: sends a request; further settings for curl, among them log-ins, are read from its
# input, so that no secret is an argument. Leaves status, headers and body in $http_status, $work/headers and $work/body.
http() {
    http_seconds=$1
    http_method=$2
    http_url=$3
    shift 3
    : >"$work/headers"
    : >"$work/body"
    http_status=$(curl --silent --show-error --globoff --config - --connect-timeout 5 --max-time "$http_seconds" \
        --max-filesize 1048576 --request "$http_method" --header 'Expect:' \
        --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' "$@" "$http_url") || return 1
    tell "$http_method ${http_url%%\?*} answers $http_status"
}

# pem OPTION TEXT: keeps a certificate or a key for curl in a file that nobody else reads
pem() (
    umask 077
    printf '%s\n' "$2" >"$work/$1.pem"
)

# in_config TEXT: the text as it stands between quotes in curl's configuration
in_config() {
    sed 's/[\\"]/\\&/g' <<END_OF_TEXT
$1
END_OF_TEXT
}

# status_is CODE...: the answer has one of these statuses; 2xx stands for 200 to 299
status_is() {
    for wanted in "$@"; do
        case $wanted-$http_status in
            "$http_status-$http_status" | 2xx-2??) return 0 ;;
        esac
    done
    tell "the status is $http_status, expected $*; the answer reads: $(head -c 300 "$work/body")"
    return 1
}

# json_is WORDS FILTER: the filter finds true in the body. Without jq a person looks.
json_is() {
    if command -v jq >/dev/null 2>&1; then
        [ "$(jq "$2" "$work/body" 2>/dev/null)" = true ] || {
            tell "looked for $1; the answer reads: $(head -c 300 "$work/body")"
            return 1
        }
        return 0
    fi
    say "jq is not here, so look yourself. The answer reads: $(head -c 2000 "$work/body")"
    confirm "Is it so: $1?"
}

# header_is NAME VALUE
header_is() {
    header=$(tr -d '\r' <"$work/headers" | awk -v name="$1" '
        index(tolower($0), tolower(name) ":") == 1 { sub(/^[^:]*:[ \t]*/, ""); print; exit }')
    [ "$header" = "$2" ] || {
        tell "the header $1 is '$header', expected '$2'"
        return 1
    }
}

# body_has TEXT
body_has() {
    case $(cat "$work/body") in
        *"$1"*) return 0 ;;
    esac
    tell "the body lacks '$1'; it reads: $(head -c 300 "$work/body")"
    return 1
}
