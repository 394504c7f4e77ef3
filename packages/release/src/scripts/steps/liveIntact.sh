# shellcheck shell=sh
# Tells which program is live, and whether each of its entries is what it was when it was sealed.
# args: state program_link
# lib: digests verify
resolve "$program_link"
live=$real
say program_live "$live"
sealed_as "$live"
if [ -z "$live" ] || [ ! -s "$seen.list" ] || [ ! -s "$seen.files" ]; then exit 0; fi
entries=$(look "$live" | wc -l | tr -d ' ')
[ "${entries:-0}" -gt 0 ] || exit 0
[ "$(look "$live" | sha256sum)" = "$(head -n "$entries" "$seen.files" | sha256sum)" ] || exit 0
sum_of "$seen.list"
say sealed_sum "$sum"
say untouched_entries "$entries"
