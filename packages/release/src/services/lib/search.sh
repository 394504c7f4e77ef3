# shellcheck shell=sh
# Finds the processes of an application by a word of their command line.
#
# A process belongs to the application when `key` stands in its command line as a whole word (of letters, digits and `_`): the
# original's plain substring would take tomcat-server10 for tomcat-server1. The key is handed to the search over its standard input,
# so that the search does not find itself. It fails as soon as one process ends while it looks, so what it says of each failure
# is read; when that is anything else, or the search itself was ended, it looks again, and gives up rather than take it for an answer.
#
# `search_pids` leaves their ids in `found` and how many they are in `many`: between a stop and a start, each program not
# started here is time the application does not run.
# args: key
searches_words=no
# The grep of BusyBox sees of a command line the first word only: by it every application would count as stopped.
require_words() {
  [ "$searches_words" = no ] || return 0
  printf 'a\0b\n' 2>/dev/null | grep -qF b ||
    could_not "find processes by their key" 1 "its grep is that of BusyBox: install grep"
  searches_words=yes
}
search_pids() {
  found='' many=0
  # A blank or a line of its own is in many command lines, and what is found may be killed.
  case $key in *"$nl"*) return 0 ;; *[![:space:]]*) ;; *) return 0 ;; esac
  require_words
  looks=1
  until search_processes; do
    looks=$((looks + 1))
    [ "$looks" -le 5 ] || could_not "look for the processes with the key $key" "$searched" "$odd"
    nap
  done
}
search_processes() {
  found='' many=0 odd=''
  # shellcheck disable=SC2062 # The pattern is read from the input; these are files.
  listed=$(LC_ALL=C grep -lwF -f - /proc/[0-9]*/cmdline 2>&1 <<KEY
$key
KEY
  )
  searched=$?
  fields=$IFS
  IFS=$nl
  for holder in $listed; do
    case $holder in
      /proc/*/cmdline)
        holder=${holder%/cmdline}
        found="$found ${holder#/proc/}"
        many=$((many + 1))
        ;;
      *': No such file or directory' | *': No such process' | *': Permission denied') ;;
      *) odd=$holder ;;
    esac
  done
  IFS=$fields
  [ -z "$odd" ] && { [ "$searched" -le 1 ] || { [ "$searched" -eq 2 ] && [ -n "$listed" ]; }; }
}
