# clone_is_in CLIENT MAINTENANCE DATABASE: the copy kept at arming has been swapped in
clone_is_in() {
    reopen "$1" "$2" "$3"
    [ -s "$folder/clone-$3" ] || return 1
    kept_clone "$1" "$2" "$3"
    if exists "$1" "$2" "$clone"; then return 1; fi
    exists "$1" "$2" "$3" || return 1
    exists "$1" "$2" "$(name_of_copy "$3" broken "${clone##*__armed_}")" || return 1
}

# restore_clone CLIENT MAINTENANCE DATABASE: swaps in the copy kept at arming
restore_clone() {
    kept_clone "$1" "$2" "$3" || {
        say "There is no copy of $3 that was kept at arming. Nothing was changed. Restore the dump instead."
        return 1
    }
    exists "$1" "$2" "$clone" || {
        say "The copy $clone is gone. Nothing was changed. Restore the dump instead."
        return 1
    }
    broken=$(name_of_copy "$3" broken "${clone##*__armed_}")
    made=$(sql_line "$1" "$2" "select coalesce(date_trunc('second', (pg_stat_file('base/' || oid || '/PG_VERSION',
        true)).modification)::text, 'an unknown time') from pg_database where datname = :'db'" --set=db="$clone")
    confirm "Shall $clone, made at $made, take the place of $3?" || {
        say "$3 was not touched."
        return 1
    }
    reopen "$1" "$2" "$3" "$clone"
    swap "$1" "$2" "$3" "$clone" "$broken"
    say "$clone is $3 now. What was $3 is kept as $broken; drop it only when its data are not needed any more."
}
