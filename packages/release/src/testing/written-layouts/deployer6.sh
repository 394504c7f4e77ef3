#!/bin/sh
# A deploy by Deployer 6.8.0, written from recipe/deploy/release.php of deployphp/deployer at v6.8.0: it writes .dep/releases, where later versions
# write .dep/releases_log; the rest is as in deployer.sh.
# usage: deployer6.sh <deploy_path> <files> <shared_files> <shared_dirs>
set -eu
deploy_path=$1 files=$2 shared_files=$3 shared_dirs=$4
mkdir -p "$deploy_path"
cd "$deploy_path"
[ -d .dep ] || mkdir .dep
[ -d releases ] || mkdir releases
[ -d shared ] || mkdir shared
last=$(tail -n 1 .dep/releases 2>/dev/null || true)
last=${last##*,}
release_name=$((${last:-0} + 1))
echo "20190301100000,$release_name" >>.dep/releases
mkdir "$deploy_path/releases/$release_name"
ln -nfs --relative "$deploy_path/releases/$release_name" "$deploy_path/release"
release_path=$deploy_path/releases/$release_name
cp -a "$files/." "$release_path/"
for dir in $shared_dirs; do
  mkdir -p "$deploy_path/shared/$dir"
  rm -rf "${release_path:?}/$dir"
  mkdir -p "$(dirname "$release_path/$dir")"
  ln -nfs --relative "$deploy_path/shared/$dir" "$release_path/$dir"
done
for file in $shared_files; do
  mkdir -p "$(dirname "$deploy_path/shared/$file")"
  rm -rf "${release_path:?}/$file"
  [ -f "$deploy_path/shared/$file" ] || touch "$deploy_path/shared/$file"
  ln -nfs --relative "$deploy_path/shared/$file" "$release_path/$file"
done
mv -T "$deploy_path/release" "$deploy_path/current"
