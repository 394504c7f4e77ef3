# shellcheck shell=sh
# Stops an application and takes away from its host what rexflow made of it.
#
# `approved` is the sum of the list that somebody has seen: where it is another one, nothing is done. What goes on after an interruption
# finds less than was seen, and the journal tells that it may; the journal goes last, when nothing else is left.
# args: approved unique
# lib: holder lock journal owner service processes uptime application currentLink removal startTime transferProcesses
enter
end_carriers all
find_ours
if [ -n "$goes" ] && ! noted 'remove begins'; then
  [ "$sum" = "$approved" ] || die REMOVAL_CHANGED "app=$of_app" "host=$of_host"
  [ "$live_goes" = no ] || none_left || service_ready || service_unfit
  note 'remove begins' || unwritable "$state/journal"
fi
say_lines gone "$goes"
# The links go before the directories, and are not found again then.
if [ "$live_goes" = yes ] || noted 'remove stops'; then
  noted 'remove stops' || note 'remove stops' || unwritable "$state/journal"
  none_left || { stop_application; say stopped yes; }
fi
while read -r kind path; do
  case $kind in
    link) rm -f "$path" || not_writable "${path%/*}" ;;
    relink)
      resolve "$path"
      [ ! -L "$path.rexflow" ] || rm -f "$path.rexflow"
      ln -s "$real" "$path.rexflow" && mv -T "$path.rexflow" "$path" || not_writable "${path%/*}"
      ;;
  esac
done <<LINKS
$goes
LINKS
for path in "$program_link" ${config_link:+"$config_link"}; do
  for ready in "$path.rexflow" "$path.rexflow.back"; do [ ! -L "$ready" ] || rm -f "$ready"; done
done
while read -r kind path; do
  # What ran there may have written until now.
  [ "$kind" != directory ] || take_away "$path" 2>/dev/null || take_away "$path" || not_writable "$path"
done <<DIRECTORIES
$goes
DIRECTORIES
service_output
# At once, or who comes meanwhile writes into what is being taken away.
own=${state%/*}
[ ! -d "$state" ] || mv -T "$state" "$own/.going.$of_app.$unique" || not_writable "$own"
rm -rf "$own/.going.$of_app".* || not_writable "$own"
case $(ls -A "$own" 2>/dev/null) in '' | README) rm -f "$own/README"; rmdir "$own" 2>/dev/null ;; esac
say removed yes
