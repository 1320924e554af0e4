# pools CLIENT DATABASE: the pooler's names for the database that are not paused
pools() {
    pools_rows=$("$1" --field-separator='|' --command='SHOW DATABASES') || return 1
    printf '%s\n' "$pools_rows" | awk -F '|' -v database="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        $column["database"] == database && $column["paused"] == "0" { print $column["name"] }'
}

# pause_pools CLIENT DATABASE SECONDS FILE: lets clients wait, and notes in the file for whom; a pooler that is away stops nothing
pause_pools() {
    pools "$1" "$2" >>"$4" || {
        say 'The pooler does not answer; clients are not held back and will see errors.'
        return 0
    }
    while read -r pool <&3; do
        "$1" --command="PAUSE \"$pool\"" </dev/null &
        pause_pid=$!
        waited=0
        while kill -0 "$pause_pid" 2>/dev/null && [ "$waited" -lt "$3" ]; do
            sleep 1
            waited=$((waited + 1))
        done
        if kill "$pause_pid" 2>/dev/null; then
            say "Clients of $pool are still in a transaction after $3 s; the freeze ends their sessions."
        fi
        wait "$pause_pid" 2>/dev/null || true
    done 3<"$4"
}

# resume_pools CLIENT FILE: lets those go on for whom the file was written
resume_pools() {
    [ -s "$2" ] || return 0
    while read -r pool <&3; do
        "$1" --command="RESUME \"$pool\"" </dev/null || {
            say "Let $pool go on by hand: RESUME \"$pool\" on the pooler's console, unless it goes on already."
            confirm "Do its clients reach the database?"
        }
    done 3<"$2"
}
