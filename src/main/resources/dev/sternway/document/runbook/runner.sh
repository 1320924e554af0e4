usage() {
    cat <<END
$plan: $title, release $release
$level_words${environment:+, in $environment}

Usage: sh $0 [--list | --dry-run] [--yes] [--from STEP] [--folder FOLDER]

  --list           show the steps, and which are finished
  --dry-run        show what would be done and what is missing, and change nothing
  --yes            do not ask before steps that destroy nothing; all others are asked for nevertheless
  --from STEP      begin at this step, whatever is remembered of it and of those after it
  --folder FOLDER  where to keep log, state and the data set aside; $usual_folder when left out
  --help           this text

It can be stopped at any time (Ctrl-C, kill, power cut) and started again: finished steps are remembered in
FOLDER/state and left out; a step that was cut off asks the target whether it was done. All is logged in FOLDER/log.
Exits 0 when all steps are done, 1 when it was stopped, 2 when it was called wrongly, 3 when something is missing.

It takes these secrets from the environment, or NAME from a file that NAME_FILE names:
$(secrets)
END
}

now() {
    date -u +%Y-%m-%dT%H:%M:%SZ
}

say() {
    printf '%s\n' "$*"
}

# stop CODE WORDS: ends the run
stop() {
    stop_code=$1
    shift
    say "$@" >&2
    exit "$stop_code"
}

# ask QUESTION: the next line of input into $answer; fails when there is nobody
ask() {
    say "$1"
    answer=''
    IFS= read -r answer || [ -n "$answer" ] || {
        say 'Nobody answers: the input is at its end.'
        return 1
    }
    printf '%s > %s\n' "$(now)" "$answer" >>"$folder/log"
}

# confirm QUESTION: only yes is yes
confirm() {
    while ask "$1 Type yes or no:"; do
        case $answer in
            yes) return 0 ;;
            no) return 1 ;;
        esac
    done
    return 1
}

# instructed: a person says whether what was shown is done
instructed() {
    while ask 'Type done when it is done, or failed:'; do
        case $answer in
            done) return 0 ;;
            failed) return 1 ;;
        esac
    done
    return 1
}

# noted NAME QUESTION: asks until something is said, and keeps it
noted() {
    answer=''
    while [ -z "$answer" ]; do
        ask "$2" || return 1
    done
    printf '%s\n' "$answer" >"$folder/$1"
}

# word NAME: a word of messages that only this run knows
word() {
    case $1 in
        rollback) say "$run" ;;
        outcome) say 'rolled back' ;;
        reason) sed -n 1p "$folder/reason" 2>/dev/null || say "${known_reason:-the release failed}" ;;
        incident) sed -n 1p "$folder/incident" 2>/dev/null || say "${known_incident:-rollback of $plan}" ;;
    esac
}

# json_text TEXT: as a JSON string
json_text() {
    printf '"%s"' "$(printf '%s\n' "$1" | tr '\001-\011\013-\037' ' ' | sed 's/[\\"]/\\&/g' |
        awk '{ printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }')"
}

# lasts SECONDS: in words
lasts() {
    if [ "$1" -lt 60 ]; then
        say "${1}s"
    elif [ "$1" -lt 3600 ]; then
        say "$(($1 / 60))m$(($1 % 60))s" | sed 's/m0s$/m/'
    else
        say "$(($1 / 3600))h$(($1 % 3600 / 60))m" | sed 's/h0m$/h/'
    fi
}

# --- what is remembered ---

remember() {
    printf '%s %s\n' "$*" "$(now)" >>"$folder/state"
}

# state_of STEP: started, done, skipped, passed or open
state_of() {
    [ -f "$folder/state" ] || {
        say open
        return 0
    }
    awk -v step="$1" '$1 == "step" && $2 == step { last = $3 } END { print last == "" ? "open" : last }' "$folder/state"
}

# begun PHASE: seconds since 1970 when it began; begins it now if it has not
begun() {
    phase_began=$(awk -v phase="$1" '$1 == "phase" && $2 == phase { print $3; exit }' "$folder/state")
    if [ -z "$phase_began" ]; then
        phase_began=$(date +%s)
        remember phase "$1" "$phase_began"
    fi
}

open_folder() {
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    if ! mkdir "$folder/lock" 2>/dev/null; then
        holder=$(cat "$folder/lock/process" 2>/dev/null) || holder=''
        if [ -n "$holder" ] && kill -0 "$holder" 2>/dev/null; then
            stop 1 "This rollback is being run already, by process $holder. If that is wrong, remove $folder/lock."
        fi
    fi
    work=$folder/work
    locked=yes
    printf '%s\n' "$$" >"$folder/lock/process"
    if [ -s "$folder/state" ]; then
        run=$(awk '$1 == "run" { print $2; exit }' "$folder/state")
        written=$(awk '$1 == "run" { print $3; exit }' "$folder/state")
        [ "$written" = "$script_id" ] || stop 1 "$folder belongs to another script: its steps may be others." \
            "Go on with that script, or give this one a folder of its own: --folder FOLDER."
        resumed=yes
    else
        run=${run_id:-rb$(date -u +%Y%m%d%H%M%S)x$$}
        remember run "$run" "$script_id"
        resumed=''
    fi
    rm -rf "$work"
    mkdir "$work"
}

# --- the log: everything that is printed goes to the terminal and, with the time, to the file ---

end_of_log='--- end of log ---'

record() {
    trap '' INT TERM HUP PIPE
    while IFS= read -r line; do
        [ "$line" != "$end_of_log" ] || break
        mask_secrets
        printf '%s\n' "$line" 2>/dev/null || :
        printf '%s %s\n' "$(now)" "$line" >>"$folder/log"
    done
}

# mask SECRET: in $line
mask() {
    case $1 in
        ? | ?? | ??? | *'****'*) return 0 ;;
    esac
    while [ -n "$1" ]; do
        case $line in
            *"$1"*) line="${line%%"$1"*}****${line#*"$1"}" ;;
            *) return 0 ;;
        esac
    done
}

start_log() {
    rm -f "$folder/pipe"
    mkfifo "$folder/pipe"
    record <"$folder/pipe" &
    recorder=$!
    exec 4>&1 5>&2 >"$folder/pipe" 2>&1
    rm -f "$folder/pipe"
    logging=yes
}

finish() {
    finish_code=$?
    trap '' INT TERM HUP
    trap - EXIT
    if [ -n "$logging" ]; then
        [ "$finish_code" -eq 0 ] || farewell
        say "$end_of_log"
        exec >&4 2>&5
        wait "$recorder" || :
    fi
    [ -z "$locked" ] || rm -rf "$folder/lock" "$work" "$folder/pipe"
    exit "$finish_code"
}

farewell() {
    say ''
    if [ "$current" -gt 0 ]; then
        describe "$current"
        say "STOPPED at step $current/$last, $name. What is done stays done; nothing was undone by stopping."
    else
        say 'STOPPED before the first step; nothing was done.'
    fi
    say "To go on: sh $0 --folder $folder"
    contacts
}

interrupted() {
    say ''
    say "Interrupted ($1)."
    exit 1
}

# --- what is needed ---

missing() {
    say "  missing: $1"
    lacking=$((lacking + 1))
}

# need_command NAME WHERE-FROM
need_command() {
    command -v "$1" >/dev/null 2>&1 || missing "the program $1 ($2)"
}

# need_secret NAME VALUE WHAT
need_secret() {
    [ -n "$2" ] || missing "the environment variable $1: $3"
}

# preflight: looks for what the steps that are left need; nothing was changed before
preflight() {
    lacking=0
    say ''
    say 'Looking for what is needed ...'
    left=''
    at=0
    while [ "$at" -lt "$last" ]; do
        at=$((at + 1))
        case $(state_of "$at") in
            open | started) left="$left $at" ;;
        esac
    done
    check_needs " $left "
    [ "$lacking" -eq 0 ] || return 1
    say 'All is there.'
}

# --- the steps ---

heading() {
    if [ "$phase" != "$shown_phase" ]; then
        shown_phase=$phase
        say ''
        say "=== $phase${window:+, should be over within $(lasts "$window")} ==="
    fi
    say ''
    say "$current/$last  $name${estimate:+  (about $(lasts "$estimate"))}"
    say "$does" | sed 's/^/      /'
    [ -z "$notes" ] || say "$notes" | sed 's/^/      note: /'
    [ -z "$destroys" ] || say "      DESTROYS: $destroys"
}

# part PART: one part of the current step, strictly, in a shell of its own; its code into $code
part() {
    rm -rf "$work"
    mkdir "$work"
    set +e
    (
        set -e
        exec 4>&- 5>&-
        case $1 in
            probe) probe_step "$current" ;;
            run) run_step "$current" ;;
            verify) verify_step "$current" ;;
        esac
    )
    code=$?
    set -e
}

# choose QUESTION WORD...: asks until the answer is one of the words, Enter being one, and leaves it in $choice; quit ends
# the run
choose() {
    question=$1
    shift
    while ask "$question"; do
        choice=${answer:-Enter}
        case $choice in *' '*) continue ;; esac
        case " $* " in *" $choice "*) return 0 ;; esac
        [ "$choice" != quit ] || exit 1
    done
    exit 1
}

skip_step() {
    ask 'Why is it left out? (goes into the log)' || exit 1
    remember step "$current" skipped
    say "Step $current is left out: $answer"
}

# may_run: asks before the step where that is due; $choice is skip when it is left out
may_run() {
    if [ "$was" = started ] && [ "$probed" -ne 1 ]; then
        say 'This step was cut off, and nobody can tell whether it was done. Look before you run it again.'
        choose 'Type yes to run it again, skip to leave it out, or quit:' yes skip
    elif [ -n "$destroys" ]; then
        choose 'Mind what it destroys. Type yes to run it, skip to leave it out, or quit:' yes skip
    elif [ -z "$yes" ] && [ -z "$attended" ] && [ "$choice" != again ]; then
        choose 'Press Enter to run it, or type skip or quit:' Enter skip
    fi
}

finished() {
    took=$(($(date +%s) - step_began))
    remember step "$current" "done"
    say "done: step $current/$last in $(lasts "$took")${1:+ ($1)}"
    overrun=$(($(date +%s) - phase_began - ${window:-0}))
    if [ -n "$window" ] && [ "$overrun" -gt 0 ]; then
        say "OVERRUN: $phase has taken $(lasts $((overrun + window))) instead of $(lasts "$window"). Call $next_in_line."
    fi
}

# failed WORDS: a person chooses; $choice is again or skip
failed() {
    say "FAILED: step $current/$last, $name: $1"
    contacts
    choose 'Type again to try again, skip to leave it out, or quit:' again skip
}

# perform STEP
perform() {
    current=$1
    describe "$current"
    mark=${key:-$run/$1}
    was=$(state_of "$current")
    [ "$was" != open ] || [ -z "$cut_off" ] || was=started
    case $was in
        done | skipped | passed)
            say "$current/$last  $name: $was before, left out"
            return 0
            ;;
    esac
    begun "$(printf '%s' "$phase" | tr -c 'A-Za-z0-9' _)"
    heading
    choice=''
    while :; do
        step_began=$(date +%s)
        part probe
        probed=$code
        if [ "$probed" -eq 0 ]; then
            say 'It is so already.'
            part verify
            if [ "$code" -eq 0 ]; then
                finished 'was so already'
                return 0
            fi
        else
            may_run
            if [ "$choice" = skip ]; then
                skip_step
                return 0
            fi
            remember step "$current" started
            step_began=$(date +%s)
            part run
            if [ "$code" -eq 0 ]; then
                part verify
                if [ "$code" -eq 0 ]; then
                    finished ''
                    return 0
                fi
                say 'The work did not arrive.'
            fi
        fi
        failed "it ended with code $code"
        if [ "$choice" = skip ]; then
            skip_step
            return 0
        fi
        was=open
    done
}

list() {
    at=0
    shown=''
    while [ "$at" -lt "$last" ]; do
        at=$((at + 1))
        describe "$at"
        if [ "$phase" != "$shown" ]; then
            shown=$phase
            say "$phase${window:+, should be over within $(lasts "$window")}"
        fi
        state=$(state_of "$at")
        [ "$state" != open ] || state=''
        printf '  %2s/%s %-8s %s%s%s\n' "$at" "$last" "$state" "$name" "${estimate:+ (about $(lasts "$estimate"))}" \
            "${destroys:+  !}"
    done
    say '! destroys something, and is asked for even with --yes'
}

dry_run() {
    introduce
    preflight || say 'The run would end here.'
    current=0
    while [ "$current" -lt "$last" ]; do
        current=$((current + 1))
        describe "$current"
        heading
        case $(state_of "$current") in
            done | skipped | passed) say '      would be left out: finished before' ;;
            *)
                if [ -n "$destroys" ]; then
                    say '      would be asked for'
                elif [ -n "$attended" ]; then
                    say '      a person would have to say that it is done'
                fi
                ;;
        esac
    done
    say ''
    say 'Nothing was changed.'
}

# begin_at STEP: passes over those before, forgets what is remembered of the others
begin_at() {
    at=0
    while [ "$at" -lt "$last" ]; do
        at=$((at + 1))
        state=$(state_of "$at")
        if [ "$at" -lt "$1" ]; then
            case $state in
                open | started) remember step "$at" passed ;;
            esac
        elif [ "$state" != open ]; then
            remember step "$at" open
        fi
    done
}

options() {
    mode=run
    yes=''
    from=''
    while [ $# -gt 0 ]; do
        case $1 in
            --list) mode=list ;;
            --dry-run) mode=dry_run ;;
            --yes) yes=yes ;;
            --from=*) from=${1#*=} ;;
            --folder=*) folder=${1#*=} ;;
            --from | --folder)
                [ $# -gt 1 ] || stop 2 "$1 needs a value; see --help"
                if [ "$1" = --from ]; then from=$2; else folder=$2; fi
                shift
                ;;
            --help | -h)
                usage
                exit 0
                ;;
            *) stop 2 "$1 is not known; see --help" ;;
        esac
        shift
    done
    case $from in
        '') ;;
        *[!0-9]* | 0*) stop 2 "--from takes the number of a step, 1 to $last" ;;
        *) [ "$from" -le "$last" ] || stop 2 "there are only $last steps" ;;
    esac
}

# introduce: what the operator should know before anything else
introduce() {
    say "ROLLBACK of $plan: $title, release $release"
    say "$level_words${environment:+, in $environment}"
    say "Data lost: $loses"
    say "$last steps; the $estimated with an estimate take about $(lasts "$estimate_in_all")"
}

main() {
    folder=$usual_folder
    options "$@"
    current=0
    shown_phase=''
    logging=''
    locked=''
    read_secrets
    if [ "$mode" = list ]; then
        list
        exit 0
    fi
    trap finish EXIT
    if [ "$mode" = dry_run ]; then
        run=''
        work=$(mktemp -d)
        dry_run
        rm -rf "$work"
        exit 0
    fi
    open_folder
    trap 'interrupted INT' INT
    trap 'interrupted TERM' TERM
    trap 'interrupted HUP' HUP
    start_log
    introduce
    say "Log, state and data set aside: $folder"
    [ -z "$resumed" ] || say "An earlier run is gone on with: $run"
    [ -z "$from" ] || begin_at "$from"
    if ! preflight; then
        say 'Provide what is missing and start again; nothing was changed.'
        ask 'Or type anyway to go on without it:' || exit 3
        [ "$answer" = anyway ] || exit 3
    fi
    began=$(date +%s)
    at_step=0
    while [ "$at_step" -lt "$last" ]; do
        at_step=$((at_step + 1))
        perform "$at_step"
    done
    say ''
    say "ROLLED BACK: all $last steps are over, in $(lasts $(($(date +%s) - began))). The log is $folder/log."
    left_out=$(awk '$1 == "step" { last[$2] = $3 } END { for (s in last) if (last[s] == "skipped" || last[s] == "passed") n++
        print n + 0 }' "$folder/state")
    [ "$left_out" -eq 0 ] || say "$left_out steps were left out; see the log."
}
