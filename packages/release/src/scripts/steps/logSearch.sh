# shellcheck shell=sh
# Searches an application's log for a pattern, and the files it was rotated to, the newest first: so many rows and bytes of what was found last, in so
# many seconds. Of gzip it knows how to read; other packed files are passed over.
#
# The pattern is one argument behind -e, whatever it begins with; each line of it is a pattern. `form` is F for text as it is, E for a regular expression.
# args: pattern form rows bytes seconds rotated
# lib: logFiles
need_log
wrong=$(grep "-$form" -e "$pattern" /dev/null 2>&1)
[ $? -lt 2 ] || die LOG_PATTERN "reason=$wrong"
clock
search_by=$((at + seconds * 1000))
cut=no matches=0 searched_files=0 rows_left=$rows bytes_left=$bytes
in_time() {
  clock
  seconds_left=$(((search_by - at + 999) / 1000))
  [ "$seconds_left" -gt 0 ] || { cut=yes; return 1; }
}
# A program that fails says so in front of what was found: what it did not read may hold more.
broken='!'
or_broken() {
  "$@" 2>/dev/null && return
  ended=$?
  # grep found nothing; what is read by nobody any more ends by that, and who ended before says why.
  if [ "$ended" -eq 1 ] && [ "${3-}" = grep ] || [ "$ended" -eq 141 ]; then return 0; fi
  printf '%s\n' "$broken" >&4
}
matching() {
  or_broken timeout "$seconds_left" grep -a "-$form" -e "$pattern" | awk -v most="$rows_left" '
    { n++; ring[n % most] = substr($0, 1, 2000) }
    END { print n + 0; for (i = n > most ? n - most + 1 : 1; i <= n; i++) print ring[i % most] }'
}
not_searched() { could_not "search the log" "$1"; }
take_hits() {
  searched_files=$((searched_files + 1))
  while [ "${hits%%"$nl"*}" = "$broken" ]; do cut=yes hits=${hits#"$broken$nl"}; done
  count=${hits%%"$nl"*}
  [ "$count" -gt 0 ] || return 0
  matches=$((matches + count))
  [ "$count" -le "$rows_left" ] || { count=$rows_left cut=yes; }
  rows_left=$((rows_left - count))
  hits=${hits#*"$nl"}
  if [ ${#hits} -gt "$bytes_left" ]; then
    hits=$(printf %s "$hits" | tail -c "$bytes_left") || not_searched $?
    cut=yes bytes_left=0
  else bytes_left=$((bytes_left - ${#hits})); fi
  say64 "found_file_$searched_files" "$1"
  encode "$hits" || not_searched $?
  put "found_$searched_files:64" "$encoded"
}
search_opened() {
  case $1 in
    *.gz) hits=$({ or_broken timeout "$seconds_left" gzip -dc <&3 | matching; } 4>&1) ;;
    *) hits=$(matching <&3 4>&1) ;;
  esac || not_searched $?
  take_hits "${1##*/}"
}
# The file itself, and what programs that rotate logs name after it.
is_of_log() {
  stem=${log_name%.*} ending=${log_name##*.}
  case $1 in
    *.bz2 | *.xz | *.zst) return 1 ;;
    "$log_name" | "$log_name".* | "$log_name"-*) return 0 ;;
    "$stem"-[0-9]*".$ending"*) return 0 ;;
  esac
  [ -n "$log_dated" ] || return 1
  case $1 in "$log_before"*"$log_after" | "$log_before"*"$log_after".*) return 0 ;; *) return 1 ;; esac
}
search_rotated() {
  in_directory=${log_path%/*}
  log_before=${log_before##*/} log_name=${log_name##*/}
  list_files "$in_directory" '%Y %n'
  while IFS= read -r file_line; do
    file=${file_line#* }
    is_of_log "${file##*/}" || continue
    [ "$searched_files" -lt 50 ] && [ "$rows_left" -gt 0 ] && [ "$bytes_left" -gt 0 ] || { cut=yes; break; }
    in_time || break
    with_log "$file" search_opened "$file" || cut=yes
  done <<FILES
$log_listed
FILES
}
say64 log "$log_path"
in_time
if [ "$log_kind" = journal ]; then
  hits=$({ or_broken journal | matching; } 4>&1) || not_searched $?
  take_hits journal
elif [ "$rotated" = yes ]; then
  search_rotated
  # None of its name at all is told as it is of one.
  [ "$searched_files" -gt 0 ] || { with_log "$log_path" true || say_no_log $?; }
else
  with_log "$log_path" search_opened "$log_path" || say_no_log $?
fi
in_time || true
say matches "$matches"
say searched_files "$searched_files"
say cut "$cut"
