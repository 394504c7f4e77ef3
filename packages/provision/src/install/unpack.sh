# shellcheck shell=sh
# Unpacks Debian packages into a directory, as an ordinary user. Its arguments are the directory, the packages and the programs,
# the latter two lists separated by blanks. apt resolves what this machine lacks for them, downloads and verifies it; the lists
# of packages are the system's while those serve, else fetched here. Each program gets a start in bin/ that finds its libraries and
# files wherever the directory lies, and has to run once. The directory appears only when all of that has been done; whoever runs this
# holds a lock.
set -u
dir=$1 packages=$2 programs=$3
[ -d "$dir" ] && exit
part=$dir.part
complain() {
  echo "$1" >&2
  exit 1
}
rm -rf "$part" || exit
mkdir -p "$part/archives/partial" "$part/lists/partial" "$part/root" "$part/bin" || exit
export DEBIAN_FRONTEND=noninteractive
apt() {
  apt-get -qq -y -o Debug::NoLocking=1 -o Dir::Cache="$part" -o Dir::Cache::archives="$part/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Acquire::Languages=none "$@"
}
download() {
  apt "$@" --no-install-recommends --download-only install $packages
}
if ! download >"$part/apt.log" 2>&1; then
  echo 'fetching the lists of packages'
  apt -o Dir::State::lists="$part/lists" update >>"$part/apt.log" 2>&1
  download -o Dir::State::lists="$part/lists" >>"$part/apt.log" 2>&1 ||
    complain "apt-get: $(grep '^E: ' "$part/apt.log" | tail -n 1)"
fi
set -- "$part"/archives/*.deb
[ -e "$1" ] || complain "apt-get takes $packages for installed"
echo "unpacking $# packages"
for archive; do
  dpkg -x "$archive" "$part/root" || complain "dpkg cannot unpack $archive"
done
rm -rf "$part/archives" "$part/lists"
cat >"$part/fonts.conf" <<'END'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">root/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
END
libraries=
for path in "$part"/root/usr/lib/*-linux-* "$part"/root/lib/*-linux-* "$part"/root/usr/lib/*-linux-*/pulseaudio; do
  [ -d "$path" ] && libraries=${libraries:+$libraries:}'$root'/${path#"$part/root/"}
done
for program in $programs; do
  for place in usr/sbin usr/bin sbin bin; do
    [ -e "$part/root/$place/$program" ] && break
  done
  file=$place/$program more='' try=--version
  case $program in
    mariadbd)
      more='"--basedir=$root/usr" "--plugin-dir=$root/usr/lib/mysql/plugin"'
      more=$more' "--lc-messages-dir=$root/usr/share/mysql" "--character-sets-dir=$root/usr/share/mysql/charsets"'
      ;;
    # Without --help it would begin to install.
    mariadb-install-db) more='"--basedir=$root/usr"' try=--help ;;
    sshd)
      # Newer ones run other programs of the package, by the paths they were compiled with.
      for half in Session Auth; do
        path=usr/lib/openssh/sshd-$(echo $half | tr SA sa)
        [ -e "$part/root/$path" ] && more=$more' -o "Sshd'$half'Path=$root/'$path'"'
      done
      ;;
    # It takes its first argument for the name of one of its programs.
    busybox) try=true ;;
    # The program of this name is a script that knows where the browser is installed.
    chromium) file=usr/lib/chromium/chromium ;;
  esac
  {
    echo '#!/bin/sh'
    # By its own file, also when it was called by a link.
    echo 'self=$(readlink -f -- "$0")'
    echo 'tree=${self%/*/*} root=${self%/*/*}/root'
    echo 'export LD_LIBRARY_PATH="'"$libraries"'${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"'
    [ $program != chromium ] || echo 'export FONTCONFIG_FILE="$tree/fonts.conf"'
    echo 'exec "$root/'"$file"'" "$@"' "$more"
  } >"$part/bin/$program"
  chmod 755 "$part/bin/$program"
  "$part/bin/$program" $try >"$part/apt.log" 2>&1 </dev/null
  # Some know no such option and end with their usage; these say that it could not be started, or fell.
  case $? in 126 | 127 | 13?) complain "$program does not run: $(tail -n 1 "$part/apt.log")" ;; esac
done
rm -f "$part/apt.log"
mv -T "$part" "$dir"
