# shellcheck shell=sh
# Runs a line and ends as it does. Of what it writes the first 1000 bytes are told, however much there is.
# args: program_link line seconds variables
cd "$program_link" 2>/dev/null || cd /
{
  ended=$({
    { eval "$variables"; timeout -k 1 "$seconds" sh -c "$line" 2>&1 3>&- 4>&-; echo $? >&3; } | { head -c 1000; cat >/dev/null; } >&4 3>&-
  } 3>&1)
} 4>&1
exit "$ended"
