#!/bin/sh
# A deploy by Ansistrano 4.4, written from tasks/{setup,update-code,symlink-shared,symlink}.yml and defaults/main.yml of ansistrano/deploy at
# 3b6304b: what the file, copy and rsync modules of Ansible leave on a host. The links are relative, as its templates spell them: `./releases/…`,
# and to what is shared one `..` for each part of the path.
# usage: ansistrano.sh <ansistrano_deploy_to> <release: YYYYmmddHHMMSSZ> <files> <ansistrano_shared_files> <ansistrano_shared_paths>
set -eu
deploy_to=$1 release=$2 files=$3 shared_files=$4 shared_paths=$5
release_path=$deploy_to/releases/$release
# setup.yml
mkdir -p "$deploy_to" "$deploy_to/releases" "$deploy_to/shared"
for item in $shared_paths; do mkdir -p "$deploy_to/shared/$item"; done
for item in $shared_files; do mkdir -p "$deploy_to/shared/$(dirname "$item")"; done
# update-code.yml
mkdir -p "$release_path"
cp -a "$files/." "$release_path/"
printf %s "$release" >"$release_path/REVISION"
# symlink-shared.yml
for item in $shared_paths $shared_files; do
  rm -rf "${release_path:?}/$item"
  mkdir -p "$(dirname "$release_path/$item")"
  up=$(printf %s "$item" | sed 's|[^/][^/]*|..|g')
  ln -s "$up/../shared/$item" "$release_path/$item"
done
# symlink.yml
ln -s "./releases/$release" "$deploy_to/.current.new"
mv -T "$deploy_to/.current.new" "$deploy_to/current"
