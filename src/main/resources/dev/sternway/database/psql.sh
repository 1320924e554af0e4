# sql CLIENT DATABASE [ARGUMENT...]: runs the SQL on its input, stops at the first error, prints bare rows
sql() {
    sql_client=$1
    sql_database=$2
    shift 2
    "$sql_client" psql --no-psqlrc --quiet --no-align --tuples-only --no-password \
        --set=ON_ERROR_STOP=1 --dbname="$sql_database" "$@"
}

# sql_line CLIENT DATABASE SQL [ARGUMENT...]: the first row; psql's variables are filled in
sql_line() {
    sql_line_client=$1
    sql_line_database=$2
    sql_line_text=$3
    shift 3
    sql_rows=$(
        sql "$sql_line_client" "$sql_line_database" "$@" <<END_OF_SQL
$sql_line_text;
END_OF_SQL
    ) || return 1
    printf '%s\n' "$sql_rows" | sed -n 1p
}

# reaches CLIENT DATABASE
reaches() {
    sql "$1" "$2" --command='select 1' </dev/null >/dev/null
}
