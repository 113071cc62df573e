#!/usr/bin/env bash
# Makes the Debian package of a complete app.
#
#   deb.sh APP TARGET VERSION     APP: its folder with bin, lib and licences; TARGET: gets lastframe_VERSION_ARCH.deb
set -euo pipefail
app=$(cd "${1:?the folder of the complete app}" && pwd)
target=${2:?a folder}
version=${3:?a version}
: "${SOURCE_DATE_EPOCH:=315532800}"
linux=$(cd "$(dirname "$0")/../linux" && pwd)
command -v dpkg-deb >/dev/null || {
    echo "Made no .deb: dpkg-deb is not there. The app is complete in $app."
    exit 0
}
# A snapshot is older than what it leads to.
version=${version/-SNAPSHOT/\~snapshot}
architecture=$(dpkg --print-architecture)
tree=$target/deb
rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/lib" "$tree/usr/share/applications" "$tree/usr/share/mime/packages" \
    "$tree/usr/share/doc/lastframe"
cp -rp "$app" "$tree/usr/lib/lastframe"
mv "$tree/usr/lib/lastframe/licences" "$tree/usr/share/doc/lastframe/"
ln -s ../lib/lastframe/bin/lastframe "$tree/usr/bin/lastframe"
ln -s ../../share/doc/lastframe/licences "$tree/usr/lib/lastframe/licences"
cp "$linux/lastframe.desktop" "$tree/usr/share/applications/"
cp "$linux/lastframe.xml" "$tree/usr/share/mime/packages/"
for icon in "$linux"/icons/*.png; do
    size=$(basename "$icon" .png)
    mkdir -p "$tree/usr/share/icons/hicolor/${size}x$size/apps"
    cp "$icon" "$tree/usr/share/icons/hicolor/${size}x$size/apps/lastframe.png"
done
mkdir -p "$tree/usr/share/icons/hicolor/scalable/apps"
cp "$linux/lastframe.svg" "$tree/usr/share/icons/hicolor/scalable/apps/"
cat >"$tree/usr/share/doc/lastframe/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Lastframe

Files: *
Copyright: the Lastframe maintainers
License: Apache-2.0
 See /usr/share/common-licenses/Apache-2.0. What it is made of besides is named in
 /usr/share/doc/lastframe/licences/THIRD-PARTY.txt.
END
# What FFmpeg, JavaFX and the capture load; the first name is that of newer systems.
cat >"$tree/DEBIAN/control" <<END
Package: lastframe
Version: $version
Architecture: $architecture
Maintainer: The Lastframe maintainers <maintainers@lastframe.invalid>
Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f1)
Section: video
Priority: optional
Depends: libc6, libgtk-3-0t64 | libgtk-3-0, libx11-6, libxext6, libxfixes3, libxdamage1, libxrandr2, libxi6,
 libxtst6, libxxf86vm1, libx11-xcb1, libxcb-shm0, libgl1, libfreetype6, fontconfig, libpangoft2-1.0-0,
 libasound2t64 | libasound2, libpulse0, hicolor-icon-theme, shared-mime-info
Recommends: xdg-user-dirs, fonts-dejavu-core | fonts-liberation, xdg-desktop-portal, gstreamer1.0-pipewire, gstreamer1.0-plugins-base, libopenh264-8 | libopenh264-7
Description: screen recorder for people who report bugs
 Lastframe records the screen, never loses a recording, says what it missed,
 and makes a small private zip for a bug report of it.
END
find "$tree" -mindepth 1 -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
chmod -R u=rwX,go=rX "$tree"
file=$target/lastframe_${version}_$architecture.deb
rm -f "$target"/lastframe_*.deb
# The AOT cache alone makes it large; a second more of packing pays.
dpkg-deb --root-owner-group -Zxz -z6 --build "$tree" "$file" >/dev/null
rm -rf "$tree"
echo "Made $file: $(($(stat -c %s "$file") / 1048576)) MiB, $(($(du -sk "$app" | cut -f1) / 1024)) MiB installed."
