#!/bin/sh
# A deploy by Deployer, written from recipe/deploy/{setup,lock,release,shared,symlink,cleanup}.php of deployphp/deployer at 45cd4170 (8.x; 7.x
# is the same here): the commands of `dep deploy` as they reach a host with GNU coreutils, where links are made relative. What
# deploy:update_code fetches is put from a directory.
# usage: deployer.sh <deploy_path> <files> <shared_files> <shared_dirs>
set -eu
deploy_path=$1 files=$2 shared_files=$3 shared_dirs=$4
sharedPath=$deploy_path/shared
# deploy:setup
[ -d "$deploy_path" ] || mkdir -p "$deploy_path"
cd "$deploy_path"
[ -d .dep ] || mkdir .dep
[ -d releases ] || mkdir releases
[ -d shared ] || mkdir shared
# deploy:lock
[ ! -f .dep/deploy.lock ] && echo deploy >.dep/deploy.lock
# deploy:release
[ ! -h release ] || rm release
release_name=$(($(cat .dep/latest_release 2>/dev/null || echo 0) + 1))
echo "$release_name" >.dep/latest_release
echo '{"created_at":"2026-03-01T10:00:00+0000","release_name":"'"$release_name"'","user":"deploy","target":"HEAD"}' >>.dep/releases_log
mkdir -p "releases/$release_name"
ln -nfs --relative "releases/$release_name" "$deploy_path/release"
release_path=$deploy_path/releases/$release_name
# deploy:update_code
cp -a "$files/." "$release_path/"
echo 8d7b14a >"$release_path/REVISION"
# deploy:shared
for dir in $shared_dirs; do
  if ! [ -d "$sharedPath/$dir" ]; then
    mkdir -p "$sharedPath/$dir"
    if [ -d "$release_path/$dir" ]; then cp -r "$release_path/$dir" "$sharedPath/$(dirname "$dir")"; fi
  fi
  rm -rf "${release_path:?}/$dir"
  mkdir -p "$(dirname "$release_path/$dir")"
  ln -nfs --relative "$sharedPath/$dir" "$release_path/$dir"
done
for file in $shared_files; do
  dirname=$(dirname "$file")
  [ -d "$sharedPath/$dirname" ] || mkdir -p "$sharedPath/$dirname"
  if ! [ -f "$sharedPath/$file" ] && [ -f "$release_path/$file" ]; then cp -r "$release_path/$file" "$sharedPath/$file"; fi
  if [ -f "$release_path/$file" ]; then rm -rf "${release_path:?}/$file"; fi
  if [ ! -d "$release_path/$dirname" ]; then mkdir -p "$release_path/$dirname"; fi
  [ -f "$sharedPath/$file" ] || touch "$sharedPath/$file"
  ln -nfs --relative "$sharedPath/$file" "$release_path/$file"
done
# deploy:symlink, deploy:unlock
mv -T "$deploy_path/release" "$deploy_path/current"
rm -f .dep/deploy.lock
