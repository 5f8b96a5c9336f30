#!/bin/sh
# Draws the cards anew into ../images, with Debian's Chromium: ./draw.sh
set -eu
cd "$(dirname "$0")"
draw() {
  profile=$(mktemp -d)
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$profile" \
    --allow-file-access-from-files --window-size=1200,630 --virtual-time-budget=2000 \
    --screenshot="$PWD/../images/card-$1.png" "file://$PWD/card.html#$2"
  rm -rf "$profile"
}
draw ru "Карта/кластеров/России"
draw en "Cluster/Map of/Russia"
