# shellcheck shell=sh
# Functions that hold a live directory against the list of digests it was sealed with, and change nothing.
#
# A file that by inode, size and change time is what it was when it was sealed is not read. `drift_of` gets a directory, its list
# and what its files were; it prints what differs, a line each, with blanks between: `changed`, `deleted`, `added` or `unreadable`, the
# digest it was sealed with and the one it has, `-` where there is none, and the name as sha256sum spells it. Of added files no more are
# read than a release may carry, and none where `reads_added` is `no`: the others, as logs, are told without their digest, since reading
# them takes its time. If find knows no -printf, everything else is read. Reading takes at most `read_seconds`, unless that is empty. Its
# last word, `! ok`, is missing where one of the programs that look did not come to its end: a look that was cut off finds nothing, and
# that is not to find that nothing differs.
# args: reads_added read_seconds
files_of() {
  if [ -n "$(find "$1" -maxdepth 0 -printf x 2>/dev/null)" ]; then
    { find "$1" -mindepth 1 -type f -printf 'f %i %s %C@ %P\0' 2>/dev/null; printf 'x %s\0' $?; } | LC_ALL=C tr '\n\000' '\001\n'
  else { (cd "$1" && find . -type f 2>/dev/null); printf 'x %s\n' $?; } | sed 's|^\./|f 0 0 0 |'; fi
}
each_file() {
  files_of "$1" | LC_ALL=C awk -v was="$2" -v tells="$4" -v list="$5" -v most="$most_read" '
    function spelled(name) {
      if (name !~ /[\\\001]/) return name
      # "&&" and no backslashes: the awks do not agree on how many of those make one.
      gsub(/\\/, "&&", name); gsub(/\001/, "\\n", name)
      return "\\" name
    }
    function fits(bytes) {
      if (many >= most || all + bytes > 67108864) return 0
      many++
      all += bytes
      return 1
    }
    FILENAME == was { same[$0]; next }
    /^x / { if (tells) print "! " ($2 == 0 || ($2 == 1 && files) ? 0 : 1); next }
    { files++; known = $0 in same; size = $3; sub(/^f [^ ]+ [^ ]+ [^ ]+ /, "") }
    '"$3" "$2" -
}
drift_of() {
  was=$3
  [ -e "$was" ] || was=/dev/null
  most_read=200
  [ "$reads_added" = yes ] || most_read=0
  {
    each_file "$1" "$was" '{ print (known ? "=" : "?") spelled($0) }' 1 ''
    each_file "$1" "$was" 'BEGIN {
      while ((getline row <list) > 0) {
        escaped = substr(row, 1, 1) == "\\" ? 1 : 0
        wanted[(escaped ? "\\" : "") substr(row, 67 + escaped)]
      }
    }
    !known && (spelled($0) in wanted || fits(size))' 0 "$2" | LC_ALL=C tr '\n\001' '\000\n' |
      (cd "$1" && ${read_seconds:+timeout "$read_seconds"} xargs -0 -r sha256sum --) 2>/dev/null
    printf '! %s\n' $?
  } | LC_ALL=C awk -v list="$2" '
    { escaped = substr($0, 1, 1) == "\\" ? 1 : 0; name = (escaped ? "\\" : "") substr($0, 67 + escaped) }
    FILENAME == list { wanted[name] = substr($0, 1 + escaped, 64); next }
    /^! / { ended[++ends] = $2; next }
    /^[=?]/ { there[substr($0, 2)]; if (/^=/) same[substr($0, 2)]; next }
    { found[name] = substr($0, 1 + escaped, 64) }
    END {
      for (name in wanted) {
        if (!(name in there)) print "deleted " wanted[name] " - " name
        else if (name in same) continue
        else if (!(name in found)) { unread++; print "unreadable " wanted[name] " - " name }
        else if (found[name] != wanted[name]) print "changed " wanted[name] " " found[name] " " name
      }
      for (name in there) if (!(name in wanted)) print "added - " (name in found ? found[name] : "-") " " name
      if (ends == 2 && ended[1] == 0 && (ended[2] == 123 || (ended[2] == 0 && !unread))) print "! ok"
    }' "$2" - | LC_ALL=C sort -k 4
}
