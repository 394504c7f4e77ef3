# shellcheck shell=sh
# Looks for a line in what was written to a file since it ended at `end`, its inode and size: in all of it where that is another file by now, or it
# is shorter. Ends with 0 when it is there, 1 when it is not (and tells the last line), 2 when grep cannot search for it, 3 when there is no file, 4 when it cannot be read.
# args: file line end most
LC_ALL=C
export LC_ALL
[ -e "$file" ] || exit 3
[ -f "$file" ] && [ -r "$file" ] && seen=$(stat -L -c '%i %s' "$file") || exit 4
from=0
if [ -n "$end" ] && [ "${seen%% *}" = "${end%% *}" ] && [ "${seen#* }" -ge "${end#* }" ]; then from=${end#* }; fi
since() { tail -c "+$((from + 1))" "$file" 2>/dev/null | head -c "$most"; }
wrong=$(grep -E -e "$line" /dev/null 2>&1)
[ $? -lt 2 ] || { printf %s "$wrong"; exit 2; }
! since | grep -a -E -q -e "$line" || exit 0
since | tail -n 1 | head -c 1000
exit 1
