# limited SECONDS COMMAND...: ends it when the time is over, where timeout(1) is there
limited() {
    limit=$1
    shift
    if timeout --foreground 1 true 2>/dev/null; then
        timeout --foreground "$limit" "$@"
    elif command -v timeout >/dev/null 2>&1; then
        timeout "$limit" "$@"
    else
        "$@"
    fi
}

# ends_with CODES SECONDS COMMAND...: runs it, without input, and fails unless it ends with one of the codes
ends_with() {
    codes=$1
    shift
    ended=0
    limited "$@" </dev/null || ended=$?
    case " $codes " in
        *" $ended "*) return 0 ;;
    esac
    [ "$ended" -ne 124 ] || say "It did not end within $1 seconds."
    say "It ended with exit code $ended, expected $codes."
    return 1
}
