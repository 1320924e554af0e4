# queried CLIENT DATABASE [ARGUMENT...]: the answer of $work/query.sql in a read-only transaction
queried() {
    {
        printf '%s\n' 'begin read only;' "set local statement_timeout = '60s';"
        cat "$work/query.sql"
        printf '%s\n' 'commit;'
    } | sql "$@"
}

# first_value CLIENT DATABASE
first_value() {
    unit=$(printf '\037')
    queried "$@" --pset=null=NULL --field-separator="$unit" >"$work/answer" || return 1
    if [ -s "$work/answer" ]; then
        sed -n 1p "$work/answer" | cut -d "$unit" -f 1
    else
        printf '%s\n' 'no row'
    fi
}

# rows_found CLIENT DATABASE
rows_found() {
    queried "$@" --record-separator-zero >"$work/answer" || return 1
    printf '%s rows\n' "$(($(tr -d -c '\000' <"$work/answer" | wc -c)))"
}

# answers EXPECTED ANSWER
answers() {
    say "the query answers $2"
    [ "$1" = "$2" ] || {
        say "expected is $1: look at the rows it finds before going on"
        return 1
    }
}
